"""The portal in front of services that remember what they were asked, with the development's identity provider."""

import base64
import json
import re
import threading
import time
import uuid
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import jwt
import portal.session as portal_session
import portal.unsent as portal_unsent
import pytest
import requests
from asnkit.settings import NEIGHBOURS, Settings
from portal.app import create_app

from deploy.local import identity, ports, rights, secrets
from tests.serving import Served

PORTAL = "http://127.0.0.1:8080"
CLOSED = {"security": [{"bearer": []}]}
DOCUMENT = {
    "paths": {
        "/v1/list": {"get": {"security": []}, "post": {"security": []}},
        "/v1/{kind}/mine": {"get": CLOSED, "post": CLOSED},
        "/v1/sign-in/exchange": {"post": CLOSED},
        "/v1/roles": {"get": CLOSED},
        "/v1/surveys": {"get": CLOSED, "post": CLOSED},
        "/v1/surveys/{id}": {"get": {"security": []}},
        "/v1/surveys/{id}/responses": {"post": {"security": []}},
        "/v1/sign-in": {"post": {"security": []}},
        "/v1/sign-out": {"post": {"security": []}},
    }
}
ANSWERS = {
    "/openapi.json": DOCUMENT,
    "/v1/sign-in/exchange": {"access_token": "for-one-service"},
    "/v1/roles": {"items": [], "total": 0, "next": None},
    "/v1/waiting": {"items": [], "periods": [], "rounds": [], "totals": {}},
    "/v1/surveys": {"items": [], "total": 0, "id": "new"},
    "/v1/surveys/one": {
        "id": "one", "title": "SKM", "unit": "BKPSDM", "service": "Pendaftaran", "status": "open", "version": 1,
        "responses": 3, "minimum": 30, "ikm": None,
        "questions": [{"key": "U1", "name": "Syarat", "text": "Sesuai?", "labels": [{"value": 4, "text": "Sangat"}]}],
    },
}  # fmt: skip


def tokens_of(person, role="pelamar"):
    """What a sign-in answers; nobody here looks at the signature."""
    claims = base64.urlsafe_b64encode(json.dumps({"sub": person, "role": role}).encode()).decode()
    return {
        "access_token": f"{uuid.uuid4().hex}.{claims}.s",
        "refresh_token": uuid.uuid4().hex,
        "expires_in": 900,
        "device": "d",
    }


class Stub:
    """A service that remembers what it was asked, and the keys of commands.

    It closes the connection of the next `dropped` without a word, takes `slow` seconds for every answer, says 503 to
    what `refused` names (a method, or "all"), and does not know the paths in `unknown`. As platform it says that
    whoever signs in at the office holds these `roles`; with `over` it refuses each of them, and says so.
    With `revoked` every service says so of the token that it was sent.
    """

    def __init__(self):
        self.seen, self.keys, self.dropped, self.slow, self.refused = [], [], 0, 0, ""
        self.unknown: set[str] = set()
        self.roles: list[str] | None = None
        self.scopes: dict[str, dict] = {}
        self.over = self.revoked = ""
        stub = self

        class Page(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                seen = self.rfile.read(length)
                stub.seen.append((self.command, self.path, self.headers.get("Authorization"), seen))
                if self.command == "POST" and not self.path.startswith("/v1/sign-in/"):
                    stub.keys.append(self.headers.get("Idempotency-Key"))
                time.sleep(stub.slow)
                if stub.dropped:
                    stub.dropped -= 1
                    self.close_connection = True
                    return
                content = json.dumps(stub.answer(self.path.partition("?")[0], seen)).encode()
                self.send_response(stub.status(self.command, self.path))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_GET

            def log_message(self, *_):
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def status(self, method, path):
        if path != "/openapi.json" and self.refused in (method, "all"):
            return 503
        if self._of_a_revoked(path):
            return 401
        if self.over and path == "/v1/sign-in/exchange":
            return 403
        return 404 if path in self.unknown else 200

    def _of_a_revoked(self, path):
        return self.revoked and path != "/openapi.json" and not path.startswith("/v1/sign-in/")

    def answer(self, path, body):
        """Whoever signs in is the person that the address names; of the office, in the role that is asked for."""
        if self._of_a_revoked(path):
            return {"rule": "peran-berakhir", "detail": self.revoked}
        if path == "/v1/sign-in":
            return tokens_of(json.loads(body)["email"])
        if path == "/v1/sign-in/roles":
            return {
                "items": [{"role": one, "until": None, **self.scopes.get(one, {})} for one in (*self.roles, "pegawai")]
            }
        if path == "/v1/sign-in/exchange" and "role" in json.loads(body):
            return (
                {"detail": self.over} if self.over else {"access_token": f"{json.loads(body)['role']}.{uuid.uuid4()}"}
            )
        return ANSWERS.get(path, {"items": []})

    def sent(self):
        """The commands that came, by method and path."""
        return [path for method, path, _, _ in self.seen if method == "POST" and not path.startswith("/v1/sign-in/")]

    def asked(self, path):
        return [authorization for _, asked, authorization, _ in self.seen if asked == path]


class Browser:
    """What a browser does with the portal's forms, over HTTP."""

    def __init__(self, portal):
        self.client = portal.test_client()

    def get(self, path):
        answer = self.client.get(path.removeprefix(PORTAL), base_url=PORTAL)
        self.at = answer.location
        return answer

    def form(self, path, **typed):
        """What the last form of this page sends with these fields filled in."""
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', self.get(path).text)
        return dict(fields) | typed

    def post(self, path, fields, **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, data=fields, headers=sent, base_url=PORTAL)

    @property
    def cookie(self):
        found = self.client.get_cookie("sesi", domain="127.0.0.1")
        return found.value if found else None

    @cookie.setter
    def cookie(self, value):
        self.client.delete_cookie("sesi", domain="127.0.0.1")
        if value:
            self.client.set_cookie("sesi", value, domain="127.0.0.1")

    def enter(self, person):
        """Sign in as an applicant."""
        return self.post("/masuk", self.form("/masuk", email=person, password="kata sandi"))


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
    app = identity.create_app(address, PORTAL, tmp_path)
    served = Served(app, urlsplit(address).port)
    yield address, tmp_path
    served.stop()


@pytest.fixture
def portal(servers, databases, stub, office):
    address, folder = office
    settings = Settings(
        service="portal", mongo_url=servers.mongo_url("admin"), kafka_bootstrap="127.0.0.1:1",
        environment="development", secrets=folder / "portal", database=databases.lend("portal"), oidc_issuer=address,
        web_threads=8,
        urls=dict.fromkeys(NEIGHBOURS, stub.url) | {"portal": PORTAL},
    )  # fmt: skip
    app = create_app(settings)
    app.extensions["asn"].prepare()
    yield app
    app.extensions["asn"].close()
    databases.take_back("portal", settings.database)


@pytest.fixture
def pass_(monkeypatch):
    """A function that moves the time of the portal and of the provider forward, by so many seconds."""
    passed, now = [0], time.time

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(seconds=passed[0])

    monkeypatch.setattr(time, "time", lambda: now() + passed[0])
    for module in (portal_session, portal_unsent, jwt.api_jwt):
        monkeypatch.setattr(module, "datetime", Later)

    def move(seconds):
        passed[0] += seconds

    return move


@pytest.fixture
def browser(portal):
    return Browser(portal)


@pytest.fixture
def enter_office(office, stub):
    """A function that signs a browser in at the office's provider; it gives the address where that came back.

    `browser.at` is where it led.
    """

    def enter(browser, login="ketua", start="/masuk/pegawai/mulai?lanjut=/kerja/survei"):
        there, known = browser.get(start).location, secrets.read(office[1] / "logins.json")[login]
        if stub.roles is None:
            stub.roles = [known["role"]]
        typed = {name: known[name] for name in ("username", "password")}
        back = requests.post(there, typed, allow_redirects=False, timeout=5).headers["location"]
        browser.get(back)
        return back

    return enter
