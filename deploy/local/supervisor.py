"""Keeps processes running: restarts what dies, stops exactly what it started."""

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .process import Process

SERVERS = ("kafka", "mongodb")  # what the others stand on
BACK_OFF = (0.2, 1, 2, 5)  # seconds before the first, second, … restart in a row
SETTLED = 30  # seconds after which a process counts as running well


@dataclass
class _Watched:
    process: Process
    started: float
    failures: int = 0
    restart_at: float | None = None


class Supervisor:
    """`say` gets one sentence each time that a process ends or comes back."""

    def __init__(self, say: Callable[[str], None]):
        self._say = say
        self._watched: list[_Watched] = []
        self._ending = threading.Event()

    def catch_signals(self) -> None:
        """SIGINT, SIGTERM and SIGHUP end `watch`."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda *_: self._ending.set())

    @property
    def ending(self) -> bool:
        return self._ending.is_set()

    def end(self) -> None:
        self._ending.set()

    def take(self, process: Process) -> None:
        """Watches a process that is running."""
        self._watched.append(_Watched(process, time.monotonic()))

    def start(self, process: Process) -> None:
        process.start()
        self.take(process)

    def watch(self) -> None:
        """Returns when a signal came or `end` was called."""
        while not self._ending.wait(0.1):
            self.look_after()

    def look_after(self) -> None:
        """One turn: restarts whose back-off is over."""
        for one in self._watched:
            self._look_after(one)

    def _look_after(self, one: _Watched) -> None:
        now = time.monotonic()
        if one.process.alive():
            if one.failures and now - one.started > SETTLED:
                one.failures = 0
        elif one.restart_at is None:
            pause = BACK_OFF[min(one.failures, len(BACK_OFF) - 1)]
            one.failures += 1
            one.restart_at = now + pause
            self._say(f"{one.process.name} ended ({_ending(one.process)}), again in {pause} s.")
        elif now >= one.restart_at:
            one.restart_at = None
            one.process.restarts += 1
            one.process.start(rotate=False)
            one.started = time.monotonic()

    def stop(self) -> None:
        """Stops everything: what was started last, first; the services side by side, then the servers."""
        servers = [one.process for one in self._watched if one.process.name in SERVERS]
        others = [one.process for one in self._watched if one.process not in servers]
        if others:
            with ThreadPoolExecutor(len(others)) as pool:
                list(pool.map(Process.stop, others))
        for process in reversed(servers):
            process.stop()
        self._watched.clear()


def _ending(process: Process) -> str:
    """Why it ended: the signal, or the exit code with the last line of its log."""
    code = process.child.returncode
    if code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit {code}: {process.last_words(1)[:200]}"
