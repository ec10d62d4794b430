"""A process's health port, for machines alone: /healthz, /readyz, /metrics."""

import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gunicorn.config import Config
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from . import bulk, deadlines
from .consumer import PARKED_LIMIT
from .db import patience
from .errors import Unavailable
from .front import Front
from .service import Runtime

SILENT_SECONDS = 60
TURN_SECONDS = 0.25
BACKLOG = 128
THREADS = 4
"""So that /healthz does not wait for a /readyz that waits for MongoDB."""


class HealthPage:
    """A WSGI application. `alive` and `ready` say what is wrong, "" for nothing; `metrics` is Prometheus' text.

    `waits` says what keeps nothing from being ready, and needs somebody to look all the same.
    """

    def __init__(
        self,
        alive: Callable[[], str],
        ready: Callable[[], str],
        metrics: Callable[[], bytes],
        waits: Callable[[], str] = lambda: "",
    ):
        self._alive, self._ready, self._metrics, self._waits = alive, ready, metrics, waits

    def __call__(self, environ, start_response):
        status, content_type, body = self._page(environ["PATH_INFO"])
        start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    def _page(self, path: str) -> tuple[str, str, bytes]:
        if path == "/healthz":
            return _verdict(self._alive())
        if path == "/readyz":
            wrong = self._ready()
            return _verdict(wrong, "" if wrong else self._waits())
        if path == "/metrics":
            return "200 OK", CONTENT_TYPE_LATEST, self._metrics()
        return "404 Not Found", "text/plain", b"not found"


class Probes:
    """The health port of a worker process: alive while its loops beat, ready while nothing is halted."""

    def __init__(self, runtime: Runtime, loops: list):
        self._runtime = runtime
        self._loops = loops
        self._stopping = threading.Event()
        self.draining = False
        host, _, port = runtime.settings.health_bind.rpartition(":")
        self._front = Front(Config())
        listener = socket.create_server((host, int(port)), backlog=BACKLOG)
        page = HealthPage(self._silent, self._wanting, generate_latest, lambda: worker_waits(runtime))
        self._front.listen(listener, page, ThreadPoolExecutor(THREADS))
        self._thread = threading.Thread(target=self._serve, name="probes", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            self._front.turn(TURN_SECONDS)
        self._front.stop()
        self._front.close()

    def _silent(self) -> str:
        return " ".join(loop.name for loop in self._loops if time.monotonic() - loop.beat > SILENT_SECONDS)

    def _wanting(self) -> str:
        return "draining" if self.draining else worker_wants(self._runtime)


def worker_wants(runtime: Runtime) -> str:
    """What keeps a worker from doing all of its work; "" for nothing.

    More deadlines or batches than the streams that a consumer may park are a bad release, not bad data.
    """
    try:
        with patience(2):
            halted = sorted(halt["_id"] for halt in runtime.db.halts.find({}, {"_id": 1}))
            too_much = _parked(runtime, PARKED_LIMIT)
    except Unavailable:
        return "MongoDB"
    return "; ".join(filter(None, [f"halted: {', '.join(halted)}" if halted else "", too_much]))


def worker_waits(runtime: Runtime) -> str:
    """What waits for an operator while everything else goes on; "" for nothing."""
    try:
        with patience(2):
            return _parked(runtime, 0)
    except Unavailable:
        return ""


def _parked(runtime: Runtime, limit: int) -> str:
    """Deadlines and batches that are parked, where more than `limit` of a kind are."""
    numbers = {"deadlines": deadlines.count_parked(runtime.db), "batches": bulk.count_parked(runtime.db)}
    told = [f"{number} {kind}" for kind, number in numbers.items() if number > limit]
    return f"parked: {', '.join(told)}" if told else ""


def web_wants(runtime: Runtime) -> str:
    """What keeps a web process from answering as it should; "" for nothing."""
    try:
        with patience(2):
            return "" if runtime.views.filled() else "views are being filled"
    except Unavailable:
        return "MongoDB"


def _verdict(wrong: str, waits: str = "") -> tuple[str, str, bytes]:
    if wrong:
        return "503 Service Unavailable", "text/plain", wrong.encode()
    return "200 OK", "text/plain", f"ok, {waits}".encode() if waits else b"ok"
