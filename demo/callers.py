"""Calling the services over HTTP as the people of a round do, whatever dies in between.

Each command has one Idempotency-Key for all its tries: a service that died after it wrote
gives the first answer again. "Not now" (503, a broken or refused connection) is tried again for a
while; everything else is an answer.
"""

import json
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import urllib3

PATIENCE_SECONDS = 180
PAUSES = (0.1, 0.2, 0.5, 1.0)  # seconds before the second, third, … try; the last one stays
CONNECTIONS = 16
PAGE = 200
NOT_NOW = (502, 503, 504)


class Unexpected(Exception):
    """An answer that the round cannot go on with."""


class TooLong(Exception):
    """Something did not come true in time."""


class Answer:
    def __init__(self, status: int, content: bytes, headers):
        self.status = status
        self.content = content
        self.headers = headers

    @property
    def body(self) -> Any:
        return json.loads(self.content)

    @property
    def version(self) -> int:
        """The version in the ETag, for the next If-Match."""
        return int(self.headers["ETag"].strip('"'))


class Services:
    """The addresses of a running system, and the events that its answers acknowledged.

    `endpoints` is what `make -s endpoints` prints.
    """

    def __init__(self, endpoints: dict):
        self.endpoints = endpoints
        self.acknowledged: list[str] = []
        addresses = {name: service["api"] for name, service in endpoints["services"].items()}
        addresses["identity"], addresses["mail"] = endpoints["identity"]["issuer"], endpoints["mail"]["page"]
        self._pools = {
            name: urllib3.connection_from_url(url, maxsize=CONNECTIONS, retries=False, timeout=urllib3.Timeout(2, 30))
            for name, url in addresses.items()
        }

    def anyone(self) -> "Caller":
        return Caller(self)

    def staff(self, login: str) -> "Caller":
        """Someone of the office, by the name of a login."""
        return Caller(self, lambda service: self.token(login, service))

    def token(self, login: str, service: str, role: str | None = None) -> str:
        """The provider says who somebody is, platform in which role: the login's own unless it is said."""
        known = self.endpoints["logins"][login]
        form = {"grant_type": "password", "client_id": self.endpoints["identity"]["client"], "audience": "platform"}
        form |= {name: known[name] for name in ("username", "password")}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        vouched = self.send("identity", "POST", "/token", urlencode(form).encode(), headers).body["access_token"]
        asked = json.dumps({"audience": service, "role": role or known["role"]}).encode()
        bearer = {"Content-Type": "application/json", "Authorization": f"Bearer {vouched}"}
        return self.send("platform", "POST", "/v1/sign-in/exchange", asked, bearer).body["access_token"]

    def know(self, login: str, person: str) -> None:
        """Tell the office's provider for development whose record a civil servant's login is."""
        known = self.endpoints["logins"][login]
        form = {name: known[name] for name in ("username", "password")} | {"person": person}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self.send("identity", "POST", "/people", urlencode(form).encode(), headers)

    def applicant(self, email: str, password: str, token: str) -> "Caller":
        """Somebody who signed in just now with this token, and will again when it has expired."""
        body = json.dumps({"email": email, "password": password}).encode()
        headers = {"Content-Type": "application/json"}

        def sign_in(service: str) -> str:
            token = self.send("registration", "POST", "/v1/sign-in", body, headers).body["access_token"]
            if service == "registration":
                return token
            asked, mine = json.dumps({"audience": service}).encode(), headers | {"Authorization": f"Bearer {token}"}
            return self.send("registration", "POST", "/v1/sign-in/exchange", asked, mine).body["access_token"]

        return Caller(self, sign_in, {"registration": token})

    def letters(self, to: str) -> list[dict]:
        """What was written to this address, the newest first."""
        return self.send("mail", "GET", f"/messages?{urlencode({'to': to})}", None, {}).body["items"]

    def send(self, service: str, method: str, path: str, body: bytes | None, headers: dict, accept=()) -> Answer:
        """The answer, when there is one. Raises Unexpected for a refusal whose status is not in `accept`."""
        end, tries = time.monotonic() + PATIENCE_SECONDS, 0
        while True:
            try:
                response = self._pools[service].request(method, path, body=body, headers=headers)
                found = f"status {response.status}"
            except urllib3.exceptions.HTTPError as error:
                response, found = None, type(error).__name__
            if response is not None and response.status not in NOT_NOW:
                answer = Answer(response.status, response.data, response.headers)
                if answer.status < 400 or answer.status in accept:
                    return answer
                raise Unexpected(f"{method} {service}{path}: {answer.status} {_words(answer)}")
            if time.monotonic() > end:
                raise TooLong(f"{method} {service}{path}: {found} for {PATIENCE_SECONDS} s")
            time.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
            tries += 1


class Caller:
    """Somebody with a token for each service, renewed when it has expired; without `sign_in`, somebody unknown."""

    def __init__(self, services: Services, sign_in: Callable[[str], str] | None = None, tokens: dict | None = None):
        self._services = services
        self._sign_in = sign_in
        self._tokens: dict[str, str] = tokens or {}
        self._lock = threading.Lock()

    def get(self, service: str, path: str, accept=(), **query) -> Answer:
        return self._send(service, "GET", f"{path}?{urlencode(query)}" if query else path, None, {}, accept)

    def all(self, service: str, path: str, **query) -> list[dict]:
        """Every item of a list that comes in pages."""
        items: list[dict] = []
        place: dict = {}
        while True:
            page = self.get(service, path, limit=PAGE, **place, **query).body
            items += page["items"]
            place = {"after": page["next"]} if "next" in page else {"offset": len(items)}
            if not page["items"] or (page["next"] is None if "next" in page else len(items) >= page["total"]):
                return items

    def post(
        self,
        service: str,
        path: str,
        body: dict | None = None,
        content: bytes | None = None,
        version: int | None = None,
        accept=(),
        **query,
    ) -> Answer:
        """One command; `body` goes as JSON, `content` as it is."""
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if content is None:
            content = json.dumps(body or {}).encode()
            headers["Content-Type"] = "application/json"
        answer = self._send(service, "POST", f"{path}?{urlencode(query)}" if query else path, content, headers, accept)
        if answer.status < 300:
            told = answer.body.get("answer", answer.body)
            self._services.acknowledged.extend(told.get("events", ()))
        return answer

    def _send(self, service: str, method: str, path: str, content: bytes | None, headers: dict, accept) -> Answer:
        token = self._signed_in(service)
        answer = self._services.send(service, method, path, content, headers | token, (401, *accept))
        if answer.status == 401 and token:
            token = self._signed_in(service, instead_of=token["Authorization"])
            answer = self._services.send(service, method, path, content, headers | token, accept)
        elif answer.status == 401 and 401 not in accept:
            raise Unexpected(f"{method} {service}{path}: 401 {_words(answer)}")
        return answer

    def _signed_in(self, service: str, instead_of: str = "") -> dict:
        """The header with the token for this service; a new one when there is none or this one was refused."""
        if self._sign_in is None:
            return {}
        with self._lock:
            if service not in self._tokens or f"Bearer {self._tokens[service]}" == instead_of:
                self._tokens[service] = self._sign_in(service)
            return {"Authorization": f"Bearer {self._tokens[service]}"}


def until(question: Callable[[], Any], what: str) -> Any:
    """The first true answer. Raises TooLong."""
    end, pause = time.monotonic() + PATIENCE_SECONDS, 0.05
    while True:
        found = question()
        if found:
            return found
        if time.monotonic() > end:
            raise TooLong(f"Waited {PATIENCE_SECONDS} s for {what}.")
        time.sleep(pause)
        pause = min(2 * pause, 0.5)


def _words(answer: Answer) -> str:
    try:
        problem = answer.body
        return f"{problem.get('rule', '')}: {problem.get('detail', '')} {problem.get('errors', '')}".strip()
    except ValueError:
        return answer.content[:200].decode(errors="replace")
