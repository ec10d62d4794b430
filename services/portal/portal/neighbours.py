"""The services as the portal reaches them: connections, a limited number of places, and what asks for a token.

Each service has as many places as half of this process's threads: one that does not answer holds those and no
more, and who finds all of them held for long is told at once. Pages of the others go on.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from http import HTTPStatus

import requests
from asnkit.web import current
from flask import Flask, current_app
from requests.adapters import HTTPAdapter
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from .away import Away

CONNECT_SECONDS = 2
QUEUE_SECONDS = 2.0
SLOW_SECONDS = 1.0
STALE_SECONDS = 1.0
LOOK_AGAIN_SECONDS = 60


def register(app: Flask) -> None:
    settings = app.extensions["asn"].settings
    places = max(1, settings.web_threads // 2)
    app.extensions["signing"] = Places("identity", places)
    app.extensions["neighbours"] = {name: Neighbour(name, places) for name in settings.urls}


def signing() -> AbstractContextManager[None]:
    """A place among those who wait for whoever signs tokens. Raises Away."""
    return current_app.extensions["signing"].one()


def neighbour(name: str) -> "Neighbour":
    return current_app.extensions["neighbours"][name]


class Neighbour:
    """One service."""

    def __init__(self, name: str, places: int):
        self._name = name
        self._places = Places(name, places)
        self._operations = Operations()
        self._connections = requests.Session()
        self._connections.mount("http://", HTTPAdapter(pool_connections=1, pool_maxsize=places))
        self._connections.mount("https://", HTTPAdapter(pool_connections=1, pool_maxsize=places))
        self._connections.trust_env = False

    def asks_for_token(self, method: str, path: str) -> bool:
        """Whether this operation is for signed-in people, whatever is asked of it. Raises Away."""
        return self._operations.closed(method, path.partition("?")[0], self._document)

    def send(self, method: str, path: str, seconds: float, again: bool, **more) -> requests.Response:
        """The answer; `again` says that sending twice is harmless, so that a dead connection is no reason to fail.

        Raises Away.
        """
        url = current().settings.urls[self._name] + path
        with self._places.one():
            began = time.monotonic()
            try:
                return self._send(method, url, seconds, **more)
            except requests.ConnectionError as error:
                # A connection that the other side closed fails at once; one that hangs is not tried again.
                late = isinstance(error, requests.Timeout) or time.monotonic() - began > STALE_SECONDS
                if late or not again:
                    raise Away(self._name) from error
            except requests.RequestException as error:
                raise Away(self._name) from error
            try:
                return self._send(method, url, seconds, **more)
            except requests.RequestException as error:
                raise Away(self._name) from error

    def _send(self, method: str, url: str, seconds: float, **more) -> requests.Response:
        answer = self._connections.request(method, url, timeout=(CONNECT_SECONDS, seconds), **more)
        if answer.status_code in (HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT):
            raise Away(self._name)
        return answer

    def _document(self) -> dict:
        answer = self.send("GET", "/openapi.json", CONNECT_SECONDS, True)
        if answer.status_code != HTTPStatus.OK:
            raise Away(self._name)
        return answer.json()


class Places:
    """How many may wait for one service at once."""

    def __init__(self, name: str, places: int):
        self._name, self._places = name, places
        self._changed = threading.Condition()
        self._began: dict[object, float] = {}

    @contextmanager
    def one(self) -> Iterator[None]:
        """Raises Away where none comes free soon."""
        me = object()
        with self._changed:
            self._wait()
            self._began[me] = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                del self._began[me]
                self._changed.notify()

    def _wait(self) -> None:
        """Until a place is free; not where all of them have been held for long, for then none will be."""
        end = time.monotonic() + QUEUE_SECONDS
        while len(self._began) >= self._places:
            left = min(end, max(self._began.values()) + SLOW_SECONDS) - time.monotonic()
            if left <= 0:
                raise Away(self._name)
            self._changed.wait(left)


class Operations:
    """Which operations ask for a token, as the service's own OpenAPI document says."""

    def __init__(self):
        self._known = Map()
        self._looked = -float(LOOK_AGAIN_SECONDS)

    def closed(self, method: str, path: str, fetch) -> bool:
        """False for what the document does not know: the log's files, keys."""
        found = self._find(method, path)
        if found is None and time.monotonic() - self._looked > LOOK_AGAIN_SECONDS:
            self._known, self._looked = Map(list(_rules(fetch()))), time.monotonic()
            found = self._find(method, path)
        return found == "closed"

    def _find(self, method: str, path: str) -> str | None:
        try:
            return self._known.bind("").match(path, method)[0]
        except HTTPException:
            return None


def _rules(document: dict) -> Iterator[Rule]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if isinstance(operation, dict):
                kind = "closed" if operation.get("security") else "open"
                yield Rule(path.replace("{", "<").replace("}", ">"), methods=[method.upper()], endpoint=kind)
