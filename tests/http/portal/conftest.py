"""The portal in front of services that remember what they were asked, with the development's identity provider."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from asnkit.settings import NEIGHBOURS, Settings
from portal.app import create_app
from werkzeug.serving import make_server

from deploy.local import identity, ports, rights, secrets

PORTAL = "http://127.0.0.1:8080"
CLOSED = {"security": [{"bearer": []}]}
DOCUMENT = {
    "paths": {
        "/v1/list": {"get": {"security": []}, "post": {"security": []}},
        "/v1/{kind}/mine": {"get": CLOSED, "post": CLOSED},
        "/v1/sign-in/exchange": {"post": CLOSED},
        "/v1/surveys": {"get": CLOSED},
    }
}
ANSWERS = {
    "/openapi.json": DOCUMENT,
    "/v1/sign-in/exchange": {"access_token": "for-one-service"},
    "/v1/surveys": {"items": [], "total": 0},
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
                content = json.dumps(ANSWERS.get(self.path.partition("?")[0], {"items": []})).encode()
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
    app = identity.create_app(address, PORTAL, tmp_path)
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
        urls=dict.fromkeys(NEIGHBOURS, stub.url) | {"portal": PORTAL},
    )  # fmt: skip
    app = create_app(settings)
    app.extensions["asn"].prepare()
    yield app
    app.extensions["asn"].close()
    databases.take_back("portal", settings.database)
