"""How the portal asks: with a token only where one is asked for, and with no service taking every page."""

import base64
import gzip
import json
import socket
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO

import pytest
from flask import session
from portal.client import Away, api, beside

pytestmark = pytest.mark.servers


@contextmanager
def visiting(app, role=None):
    """Inside a page's request; `role` is who has signed in."""
    with app.test_request_context():
        app.session_interface.open_session(app, app.test_request_context().request)
        if role:
            claims = base64.urlsafe_b64encode(json.dumps({"sub": "p1", "role": role}).encode()).decode()
            session.tokens = {"access_token": f"{uuid.uuid4().hex}.{claims}.s", "ends": time.time() + 900}
        yield


def test_a_token_goes_only_to_operations_that_ask_for_one(portal, stub):
    with visiting(portal, "pelamar"):
        api("registration").get("/v1/list")
        api("registration").post("/v1/list", {"a": 1}, key="k")
        api("registration").get("/v1/documents/mine")
        mine = session.tokens["access_token"]
    assert stub.asked("/v1/list") == [None, None] and stub.asked("/v1/documents/mine") == [f"Bearer {mine}"]


def test_a_service_gets_a_token_of_its_own_fetched_once(portal, stub):
    with visiting(portal, "pelamar"):
        for _ in range(3):
            api("selection").get("/v1/candidates/mine")
        mine = session.tokens["access_token"]
    assert stub.asked("/v1/candidates/mine") == ["Bearer for-one-service"] * 3
    assert stub.asked("/v1/sign-in/exchange") == [f"Bearer {mine}"]


def test_what_is_asked_behind_a_question_mark_does_not_hide_the_operation(portal, stub):
    with visiting(portal, "pelamar"):
        assert beside(selection="/v1/candidates/mine?status=open")["selection"] is not None
    assert stub.asked("/v1/candidates/mine?status=open") == ["Bearer for-one-service"]


def test_a_visitor_has_none(portal, stub):
    with visiting(portal):
        api("registration").get("/v1/documents/mine")
    assert stub.asked("/v1/documents/mine") == [None]


def test_a_connection_that_died_meanwhile_is_no_failure(portal, stub):
    with visiting(portal):
        feedback = api("feedback")
        feedback.get("/v1/list")
        stub.dropped = 1
        assert feedback.get("/v1/list") == {"items": []}
        stub.dropped = 1
        assert feedback.post("/v1/list", {"a": 1}, key="k") == {"items": []}
        for ask in (
            lambda: feedback.post("/v1/list", {"a": 1}),
            lambda: feedback.post("/v1/list", data=BytesIO(b"1"), key="k"),
        ):
            stub.dropped = 1
            with pytest.raises(Away):
                ask()
        stub.dropped = 2
        with pytest.raises(Away):
            feedback.get("/v1/list")


def test_one_service_that_hangs_takes_half_the_threads_and_no_page_of_another(portal, stub, monkeypatch):
    with socket.create_server(("127.0.0.1", 0), backlog=50) as silent, ThreadPoolExecutor(20) as threads:
        with visiting(portal):
            api("selection").get("/v1/list")
        monkeypatch.setitem(
            portal.extensions["asn"].settings.urls, "selection", f"http://127.0.0.1:{silent.getsockname()[1]}"
        )

        def ask(name):
            began = time.monotonic()
            with visiting(portal):
                try:
                    api(name, 5).get("/v1/list")
                    return name, time.monotonic() - began
                except Away:
                    return "away", time.monotonic() - began

        hanging = [threads.submit(ask, "selection") for _ in range(8)]
        time.sleep(1.6)
        quick = [one.result() for one in hanging if one.done()]
        assert len(quick) == 4 and all(name == "away" for name, _ in quick)
        assert ask("selection")[1] < 0.2, "who finds them all held for long is told at once"
        for name in ("registration", "feedback", "audit"):
            assert ask(name)[0] == name and ask(name)[1] < 1
        assert {one.result()[0] for one in hanging} == {"away"}


def test_a_public_page_is_compressed_and_kept_for_a_minute(portal):
    client = portal.test_client()
    plain = client.get("/bantuan")
    assert plain.headers["Cache-Control"] == "public, max-age=60" and "Content-Encoding" not in plain.headers
    assert {"Cookie", "Accept-Encoding"} <= set(plain.vary)
    packed = client.get("/bantuan", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data and len(packed.data) < 0.6 * len(plain.data)
    known = client.get("/bantuan", headers={"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"})
    assert known.status_code == 304 and not known.data and known.headers["Cache-Control"] == "public, max-age=60"


def test_a_page_that_may_say_more_the_next_moment_is_kept_by_nobody(portal):
    assert portal.test_client().get("/bukti").headers["Cache-Control"] == "no-store"


def test_a_page_with_a_form_is_kept_by_nobody(portal):
    page = portal.test_client().get("/masuk", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Cache-Control"] == "no-store" and "ETag" not in page.headers
    assert b"csrf_token" in gzip.decompress(page.data)


def test_lengths_of_compressed_pages_say_nothing(portal):
    client = portal.test_client()
    lengths = {len(client.get("/bantuan", headers={"Accept-Encoding": "gzip"}).data) for _ in range(20)}
    assert len(lengths) > 5


def test_a_form_without_a_readable_version_is_stale(portal):
    from portal.forms import Form

    for text, version in (("4", 4), ("²", 0), ("9" * 5_000, 0), ("", 0)):
        with portal.test_request_context(method="POST", data={"versi": text}):
            assert Form({}, version=7).version == version
