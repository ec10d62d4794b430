"""The web process of a service: gunicorn's master, workers with our front, readiness off before the end."""

import os
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Value

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker
from prometheus_client import CollectorRegistry, generate_latest, multiprocess

from . import logs
from .front import Front
from .probes import THREADS, HealthPage, web_wants
from .settings import Settings

GRACE_SECONDS = 30
TURN_SECONDS = 0.25
OPEN_FILES = 8_192
APART_THREADS = 2
"""For each group of operations that an application names in its extension `apart`: slow, they take nobody's turn."""


class _Arbiter(Arbiter):
    """Says "not ready" for a while before it stops taking connections."""

    def handle_term(self):
        self.app.draining.value = 1
        time.sleep(self.app.drain_seconds)
        super().handle_term()


class _Worker(Worker):
    """The public socket has the service's threads, the health socket one of its own.

    It closes both before it finishes what it has: after a kill -9 of the master the kernel would else go on giving
    new connections to workers that accept no more, up to the grace, beside those of the next master.
    """

    def run(self):
        front = Front(self.cfg)
        public, health = self.sockets
        apart = {}
        for group in self.app.apart:
            apart |= dict.fromkeys(group, ThreadPoolExecutor(APART_THREADS, "apart"))
        front.listen(public, self.wsgi, ThreadPoolExecutor(self.cfg.threads, "request"), apart)
        front.listen(health, self.app.health, ThreadPoolExecutor(THREADS, "health"))
        while self.alive and self.ppid == os.getppid():
            self.notify()
            front.turn(TURN_SECONDS)
        front.stop()
        end = time.monotonic() + self.cfg.graceful_timeout
        while front.busy and time.monotonic() < end:
            self.notify()
            front.turn(TURN_SECONDS)
        front.close()


class Server(BaseApplication):
    """`make_app` is called in each worker process, after the fork."""

    def __init__(self, make_app, settings: Settings):
        self._make_app = make_app
        self._settings = settings
        self.drain_seconds = settings.drain_seconds
        self.draining = Value("b", 0)
        self.health = HealthPage(lambda: "", self._ready, _metrics)
        self.apart: tuple[tuple[str, ...], ...] = ()
        self._app = None
        super().__init__()

    def load_config(self):
        options = {
            "bind": [self._settings.http_bind, self._settings.web_health_bind],
            # After a kill -9 of the master its workers look for it once a second and hold the port
            # meanwhile; the next master must not wait for them.
            "reuse_port": True,
            "workers": self._settings.web_workers,
            "threads": self._settings.web_threads,
            "worker_class": _Worker,
            "graceful_timeout": GRACE_SECONDS,
            "timeout": 60,
            "limit_request_line": 8190,  # a proof that is pasted into Cek bukti stands in the address
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,
            "control_socket_disable": True,
            "proc_name": self._settings.service,
            "loglevel": "warning",
            "child_exit": lambda _, worker: multiprocess.mark_process_dead(worker.pid),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        logs.configure(self._settings.service)
        self._app = self._make_app(self._settings)
        self.apart = getattr(self._app, "extensions", {}).get("apart", ())
        return self._app

    def run(self):
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, hard), hard))
        _Arbiter(self).run()

    def _ready(self) -> str:
        if self.draining.value:
            return "draining"
        return web_wants(self._app.extensions["asn"])


def _metrics() -> bytes:
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return generate_latest(registry)


def serve(make_app, settings: Settings) -> None:
    """Run until SIGTERM; PROMETHEUS_MULTIPROC_DIR must be set before metrics are imported."""
    Server(make_app, settings).run()
