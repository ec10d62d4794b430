"""How the portal asks: with a token only where one is asked for, and with no service taking every page."""

import base64
import gzip
import json
import socket
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from asnkit.settings import NEIGHBOURS, Settings
from flask import session
from portal.app import create_app
from portal.client import Away, api
from portal.signin import staff
from werkzeug.serving import make_server

from deploy.local import identity, ports, rights, secrets
from tests.deploy.test_identity import REQUEST, VERIFIER

pytestmark = pytest.mark.servers

CLOSED = {"security": [{"bearer": []}]}
DOCUMENT = {
    "paths": {
        "/v1/list": {"get": {"security": []}, "post": {"security": []}},
        "/v1/{kind}/mine": {"get": CLOSED, "post": CLOSED},
        "/v1/sign-in/exchange": {"post": CLOSED},
    }
}


class Stub:
    """A service that remembers what it was asked; it closes the connection of the next `dropped` without a word."""

    def __init__(self):
        self.seen, self.dropped = [], 0
        stub = self

        class Page(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                stub.seen.append((self.command, self.path, self.headers.get("Authorization"), self.rfile.read(length)))
                if stub.dropped:
                    stub.dropped -= 1
                    self.close_connection = True
                    return
                known = {"/openapi.json": DOCUMENT, "/v1/sign-in/exchange": {"access_token": "for-one-service"}}
                content = json.dumps(known.get(self.path, {"items": []})).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_GET

            def log_message(self, *_):
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def asked(self, path):
        return [authorization for _, asked, authorization, _ in self.seen if asked == path]


@pytest.fixture
def stub():
    made = Stub()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def office(tmp_path, monkeypatch):
    """(address, folder of secrets) of the development's identity provider."""
    monkeypatch.setenv("ASN_ENV", "development")
    secrets.ensure(tmp_path, list(rights.load()))
    address = f"http://127.0.0.1:{ports.free()}"
    app = identity.create_app(address, "http://127.0.0.1:8080", tmp_path)
    server = make_server("127.0.0.1", urlsplit(address).port, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield address, tmp_path
    server.shutdown()
    server.server_close()


@pytest.fixture
def portal(servers, databases, stub, office):
    address, folder = office
    settings = Settings(
        service="portal", mongo_url=servers.mongo_url("admin"), kafka_bootstrap="127.0.0.1:1",
        environment="development", secrets=folder / "portal", database=databases.lend("portal"), oidc_issuer=address,
        web_threads=8,
        urls=dict.fromkeys(NEIGHBOURS, stub.url),
    )  # fmt: skip
    app = create_app(settings)
    app.extensions["asn"].prepare()
    yield app
    app.extensions["asn"].close()
    databases.take_back("portal", settings.database)


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


def test_staff_stay_signed_in_and_get_a_token_for_each_service(portal, office, monkeypatch):
    address, folder = office
    login = secrets.read(folder / "logins.json")["ketua"]
    person = identity.create_app(address, "http://127.0.0.1:8080", folder).test_client()
    form = {"username": "ketua", "password": login["password"]}
    back = parse_qs(urlsplit(person.post("/authorize", query_string=REQUEST, data=form).location).query)
    told = {
        "grant_type": "authorization_code", "code": back["code"][0], "code_verifier": VERIFIER,
        "redirect_uri": REQUEST["redirect_uri"],
    }  # fmt: skip
    client = (folder / "portal" / "client.secret").read_text()
    first = person.post("/token", data=told, auth=("portal", client)).json
    with portal.test_request_context():
        renewed = staff.renewed(first["refresh_token"])
        assert renewed["access_token"] != first["access_token"]
        token = staff.exchanged(renewed["access_token"], "selection")["access_token"]
        assert jwt.decode(token, options={"verify_signature": False})["aud"] == "selection"
        assert staff.renewed("nonsense") is None
