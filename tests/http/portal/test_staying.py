"""Staff stay signed in for twelve hours, through some fifty tokens of fifteen minutes, and not a minute longer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
import requests
from portal.signin import staff

from .conftest import Browser

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]

PAGE = "/kerja/survei"
MINUTE, HOUR = 60, 3600


@pytest.fixture
def chair(browser, enter_office):
    """A browser in which the chair has signed in at the office's provider."""
    enter_office(browser)
    return browser


def renewals(monkeypatch):
    """Every renewal at the provider, as the answer it gave."""
    seen, real = [], staff.renewed

    def noted(token):
        seen.append(real(token))
        return seen[-1]

    monkeypatch.setattr(staff, "renewed", noted)
    return seen


def test_through_all_of_a_working_day_and_no_longer(portal, stub, chair, pass_):
    tokens, hours = set(), 12 * HOUR
    for _ in range(0, hours - 5 * MINUTE, 5 * MINUTE):
        assert chair.get(PAGE).status_code == 200
        tokens.add(stub.seen[-1][2])
        pass_(5 * MINUTE)
    assert chair.get(PAGE).status_code == 200
    assert len(tokens) == 12 * 4, "one for every quarter of an hour"
    pass_(5 * MINUTE)
    asked = chair.get(PAGE)
    assert asked.status_code == 303 and asked.location.startswith("/masuk/pegawai")


def test_after_an_hour_at_lunch_as_well(chair, pass_):
    for _ in range(11):
        pass_(HOUR)
        assert chair.get(PAGE).status_code == 200


def test_requests_that_come_together_when_a_token_ends_are_all_answered(portal, chair, pass_, monkeypatch):
    together = threading.Barrier(4)
    seen = renewals(monkeypatch)
    pass_(15 * MINUTE)

    def ask(_):
        browser = Browser(portal)
        browser.cookie = chair.cookie
        together.wait()
        return browser.get(PAGE).status_code

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == [200] * 4
    assert len(seen) == 1 and seen[0]
    assert chair.get(PAGE).status_code == 200


def test_a_provider_that_is_away_for_a_moment_signs_nobody_out(portal, chair, pass_, monkeypatch):
    def away(*_, **__):
        raise requests.ConnectionError

    pass_(20 * MINUTE)
    with monkeypatch.context() as gone:
        gone.setattr(staff, "renewed", away)
        assert chair.get(PAGE).status_code == 503, "exchanging the token that has ended would have signed out"
    assert chair.get(PAGE).status_code == 200


def test_what_renews_is_good_once_and_a_second_use_ends_the_sign_in(portal, office, chair):
    def tokens():
        with portal.app_context():
            return portal.session_interface.claim_refresh(chair.cookie)[1]

    first = tokens()["refresh_token"]
    with portal.test_request_context():
        second = staff.renewed(first)
        assert second["refresh_token"] != first and jwt_of(second)["aud"] == "portal"
        for_selection = staff.exchanged(second["access_token"], "selection")["access_token"]
        assert jwt_of({"access_token": for_selection})["aud"] == "selection"
        assert staff.renewed("nonsense") is None
        assert staff.renewed(first) is None and staff.renewed(second["refresh_token"]) is None


def jwt_of(answer):
    return jwt.decode(answer["access_token"], options={"verify_signature": False})


def test_whoever_opens_a_page_of_another_role_is_led_back_to_the_own_ones(chair):
    refused = chair.get("/saya")
    assert refused.status_code == 403
    assert 'href="/kerja"' in refused.text and "Ke Ruang kerja" in refused.text
