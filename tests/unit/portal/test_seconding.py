"""A second signature on what was decided in between, by somebody else or by an answer that was lost."""

import pytest
from flask import Flask
from flask_babel import Babel
from portal.client import Away, Problem
from portal.staff import confirming, seconding
from portal.staff.seconding import Second

SIGNED = {"event": "tie-1@1", "sha256": "0" * 64}


class Answering:
    """A service that answers a command with this error."""

    def __init__(self, error):
        self._error = error

    def post(self, *_):
        raise self._error


def sent(monkeypatch, signed, error, typed, tick=""):
    app = Flask(__name__)
    Babel(app, default_locale="id")
    monkeypatch.setattr(seconding, "api", lambda _service: Answering(error))
    monkeypatch.setattr(seconding.Form, "page", lambda form, template, **_: (template, form.status))
    with app.test_request_context("/", method="POST", data=typed):
        return Second("selection", "/v1/ties/1/decision", "Diputuskan.", "/seri", tick=tick).page(
            "x.html", signed, 1, {}
        )


@pytest.mark.parametrize(
    "error", [Away("selection"), Problem(409, "seri-sudah-diputuskan", [("", "Sudah diputuskan.")])]
)
def test_what_waits_no_more_is_not_shown_again_with_the_error(monkeypatch, error):
    with pytest.raises(type(error)):
        sent(monkeypatch, None, error, {"pasti": "ya"})
    assert sent(monkeypatch, SIGNED, error, {"pasti": "ya"}) == (
        "x.html",
        error.status if isinstance(error, Problem) else 503,
    )


def test_a_page_that_would_be_refused_says_so_before_it_asks(monkeypatch):
    refused = Problem(409, "penanda-tangan-sama", [("", "Hasil harus disetujui oleh orang lain.")])
    asked, told = [], []

    class Rehearsing:
        def rehearse(self, *command):
            asked.append(command)
            raise refused

    app = Flask(__name__)
    Babel(app, default_locale="id")
    monkeypatch.setattr(confirming, "api", lambda _service: Rehearsing())
    monkeypatch.setattr(seconding.Form, "page", lambda form, template, **_: told.append(form.refused) or form.status)
    with app.test_request_context("/"):
        assert Second("selection", "/v1/ties/1/decision", "Diputuskan.", "/seri").page("x.html", SIGNED, 7, {}) == 200
    assert told == [refused] and asked == [("/v1/ties/1/decision", {"proposed": SIGNED}, 7)]
    refused.status = 401
    with app.test_request_context("/"), pytest.raises(Problem):
        Second("selection", "/v1/ties/1/decision", "Diputuskan.", "/seri").page("x.html", SIGNED, 7, {})


def test_what_waits_no_more_leads_back_where_nothing_was_sent(monkeypatch):
    answer = sent(monkeypatch, None, Away("selection"), {"pasti": "ya"}, tick="Saya sudah membacanya")
    assert (answer.status_code, answer.location) == (303, "/seri")
