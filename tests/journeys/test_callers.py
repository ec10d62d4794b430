"""How the demo calls: one key for all tries of a command, a new token when the old one has expired."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from demo import callers
from demo.callers import Services, TooLong, Unexpected, until

SIGNING_IN = ("/token", "/v1/sign-in/exchange")


class Moody:
    """A service that answers what it is told to, in turn, and remembers what it was asked."""

    def __init__(self):
        self.answers, self.seen = [], []
        moody = self

        class Page(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                moody.seen.append((self.path, dict(self.headers), body))
                if self.path in SIGNING_IN:
                    return self._answer(200, {"access_token": f"token-{len(moody.seen)}"})
                status = moody.answers.pop(0)
                if status == "dies":
                    return self.connection.close()
                return self._answer(status, {"events": ["a@1"], "rule": "contoh", "detail": "Contoh."})

            def _answer(self, status, body):
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True).start()

    @property
    def endpoints(self):
        url = f"http://127.0.0.1:{self.server.server_port}"
        return {
            "services": {"registration": {"api": url}, "platform": {"api": url}},
            "identity": {"issuer": url, "client": "skrip"},
            "mail": {"page": url},
            "logins": {"ketua": {"username": "ketua", "password": "x", "role": "ketua"}},
        }

    def keys(self):
        return [headers["Idempotency-Key"] for path, headers, _ in self.seen if path not in SIGNING_IN]


@pytest.fixture
def moody(monkeypatch):
    monkeypatch.setattr(callers, "PAUSES", (0.01,))
    made = Moody()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_service_that_is_away_is_asked_again_with_the_same_key(moody):
    moody.answers = [503, "dies", 503, 201]
    services = Services(moody.endpoints)
    assert services.anyone().post("registration", "/v1/x", {"a": 1}).status == 201
    assert len(moody.keys()) == 4 and len(set(moody.keys())) == 1
    assert services.acknowledged == ["a@1"]


def test_two_commands_have_two_keys(moody):
    moody.answers = [201, 201]
    someone = Services(moody.endpoints).anyone()
    someone.post("registration", "/v1/x")
    someone.post("registration", "/v1/x")
    assert len(set(moody.keys())) == 2


def test_an_expired_token_is_renewed_once_for_the_same_command(moody):
    moody.answers = [201, 401, 201]
    chair = Services(moody.endpoints).staff("ketua")
    chair.post("registration", "/v1/x")
    assert chair.post("registration", "/v1/x").status == 201
    assert moody.keys()[1] == moody.keys()[2]
    tokens = [headers["Authorization"] for path, headers, _ in moody.seen if path not in SIGNING_IN]
    assert tokens[0] == tokens[1] != tokens[2]


def test_a_refusal_ends_it_with_the_rule(moody):
    moody.answers = [409]
    with pytest.raises(Unexpected, match=r"POST registration/v1/x: 409 contoh: Contoh\."):
        Services(moody.endpoints).anyone().post("registration", "/v1/x")


def test_a_failure_inside_is_no_absence(moody):
    moody.answers = [500]
    with pytest.raises(Unexpected, match="500"):
        Services(moody.endpoints).anyone().post("registration", "/v1/x")


def test_patience_ends(moody, monkeypatch):
    monkeypatch.setattr(callers, "PATIENCE_SECONDS", 0.2)
    moody.answers = [503] * 100
    with pytest.raises(TooLong, match="status 503"):
        Services(moody.endpoints).anyone().post("registration", "/v1/x")
    with pytest.raises(TooLong, match="the moon"):
        until(lambda: False, "the moon")
