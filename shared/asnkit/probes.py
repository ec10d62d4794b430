"""A process's health port, for machines alone: /healthz, /readyz, /metrics."""

import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gunicorn.config import Config
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

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
    """A WSGI application. `alive` and `ready` say what is wrong, "" for nothing; `metrics` is Prometheus' text."""

    def __init__(self, alive: Callable[[], str], ready: Callable[[], str], metrics: Callable[[], bytes]):
        self._alive, self._ready, self._metrics = alive, ready, metrics

    def __call__(self, environ, start_response):
        status, content_type, body = self._page(environ["PATH_INFO"])
        start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    def _page(self, path: str) -> tuple[str, str, bytes]:
        if path == "/healthz":
            return _verdict(self._alive())
        if path == "/readyz":
            return _verdict(self._ready())
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
        self._front.listen(
            listener, HealthPage(self._silent, self._wanting, generate_latest), ThreadPoolExecutor(THREADS)
        )
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
    """What keeps a worker from doing all of its work; "" for nothing."""
    try:
        with patience(2):
            halted = sorted(halt["_id"] for halt in runtime.db.halts.find({}, {"_id": 1}))
    except Unavailable:
        return "MongoDB"
    return f"halted: {', '.join(halted)}" if halted else ""


def web_wants(runtime: Runtime) -> str:
    """What keeps a web process from answering as it should; "" for nothing."""
    try:
        with patience(2):
            return "" if runtime.views.filled() else "views are being filled"
    except Unavailable:
        return "MongoDB"


def _verdict(wrong: str) -> tuple[str, str, bytes]:
    if wrong:
        return "503 Service Unavailable", "text/plain", wrong.encode()
    return "200 OK", "text/plain", b"ok"
