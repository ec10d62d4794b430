"""A worker's HTTP page for machines: /healthz from the work loops, /readyz, /metrics."""

import threading
import time
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from .db import patience
from .errors import Unavailable
from .service import Runtime

SILENT_SECONDS = 60


class Probes:
    def __init__(self, runtime: Runtime, loops: list):
        self._runtime = runtime
        self._loops = loops
        self.draining = False
        host, _, port = runtime.settings.health_bind.rpartition(":")
        self._server = make_server(host, int(port), self._answer, handler_class=_Quiet)

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, name="probes", daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, environ, start_response):
        status, content_type, body = self._page(environ["PATH_INFO"])
        start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    def _page(self, path: str) -> tuple[str, str, bytes]:
        if path == "/healthz":
            silent = [loop.name for loop in self._loops if time.monotonic() - loop.beat > SILENT_SECONDS]
            return ("503 Silent", "text/plain", " ".join(silent).encode()) if silent else _fine()
        if path == "/readyz":
            return _fine() if not self.draining and self._reachable() else ("503 Not Ready", "text/plain", b"not ready")
        if path == "/metrics":
            return "200 OK", CONTENT_TYPE_LATEST, generate_latest()
        return "404 Not Found", "text/plain", b"not found"

    def _reachable(self) -> bool:
        try:
            with patience(2):
                self._runtime.db.command("ping")
        except Unavailable:
            return False
        return True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Probes come every few seconds; they are not worth a line."""


def _fine() -> tuple[str, str, bytes]:
    return "200 OK", "text/plain", b"ok"
