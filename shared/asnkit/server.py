"""The web process of a service: gunicorn, threads, readiness off before the end."""

import os
import time
from multiprocessing import Value

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import ThreadWorker
from prometheus_client import multiprocess

from . import logs
from .settings import Settings

GRACE_SECONDS = 30


class _Arbiter(Arbiter):
    """Says "not ready" for a while before it stops taking connections."""

    def handle_term(self):
        self.app.draining.value = 1
        time.sleep(self.app.drain_seconds)
        super().handle_term()


class _Worker(ThreadWorker):
    """Closes its listening socket before it finishes what it has.

    gunicorn's own keeps it until the end. After a kill -9 of the master the kernel would go on giving new
    connections to workers that accept no more, up to the grace, beside those of the next master.
    """

    def set_accept_enabled(self, enabled):
        super().set_accept_enabled(enabled)
        if not self.alive or not self.is_parent_alive():
            for listener in self.sockets:
                listener.close()


class Server(BaseApplication):
    """`make_app` is called in each worker process, after the fork."""

    def __init__(self, make_app, settings: Settings):
        self._make_app = make_app
        self._settings = settings
        self.drain_seconds = settings.drain_seconds
        self.draining = Value("b", 0)
        super().__init__()

    def load_config(self):
        options = {
            "bind": self._settings.http_bind,
            # After a kill -9 of the master its workers look for it once a second and hold the port
            # meanwhile; the next master must not wait for them.
            "reuse_port": True,
            "workers": self._settings.web_workers,
            "threads": self._settings.web_threads,
            "worker_class": _Worker,
            "graceful_timeout": GRACE_SECONDS,
            "timeout": 60,
            "keepalive": 15,
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
        app = self._make_app(self._settings)
        app.extensions["draining"] = lambda: bool(self.draining.value)
        return app

    def run(self):
        _Arbiter(self).run()


def serve(make_app, settings: Settings) -> None:
    """Run until SIGTERM; PROMETHEUS_MULTIPROC_DIR must be set before metrics are imported."""
    Server(make_app, settings).run()
