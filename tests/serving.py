"""An application served inside the test's own process, behind the front that stands before it everywhere else."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import requests
from asnkit.front import Front
from gunicorn.config import Config
from requests.adapters import HTTPAdapter

THREADS = 16
LONGEST_LINE = 8190
BACKLOG = 128
TURN_SECONDS = 0.1


class Served:
    """Answers at this port until it is stopped."""

    def __init__(self, app, port: int):
        config = Config()
        config.set("limit_request_line", LONGEST_LINE)
        self._front, self._threads = Front(config), ThreadPoolExecutor(THREADS)
        self._front.listen(socket.create_server(("127.0.0.1", port), backlog=BACKLOG), app, self._threads)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while not self._stopping.is_set():
            self._front.turn(TURN_SECONDS)
        self._front.stop()
        self._front.close()

    def stop(self):
        self._stopping.set()
        self._thread.join()
        self._threads.shutdown()


def caller() -> requests.Session:
    """Asks over connections that stay open, also from several threads."""
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", HTTPAdapter(pool_maxsize=THREADS))
    return session
