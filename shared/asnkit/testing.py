"""Crash at every step: count the calls to MongoDB, Kafka and the disk, and die at the one that is asked for.

    with Steps() as steps:
        steps.die_at = 17
        …                     # the 17th point raises Died, and so does every later one
        steps.revive()        # the next process begins

A point lies before and after each call: before, the server never hears of it; after, it has done it
and nobody here knows. Died is no Exception, so nothing on the way can swallow it.
"""

import os
import signal
from collections.abc import Callable, Sequence
from contextlib import contextmanager

from pymongo.synchronous import command_runner

from . import bus

CONNECTION_COMMANDS = frozenset(
    ("hello", "ismaster", "isMaster", "saslStart", "saslContinue", "endSessions", "killCursors", "ping", "getMore")
)


class Died(BaseException):
    """The process ended here; `point` says where."""


class Steps:
    """`really` sends SIGKILL to this process instead of raising.

    `also` are further functions that are points: (owner, name, describe), where `describe` is called as
    the function is and names the point.
    """

    def __init__(self, really: bool = False, also: Sequence[tuple[object, str, Callable[..., str | None]]] = ()):
        self.points: list[str] = []
        self.die_at: int | None = None
        self.dead = False
        self._really = really
        self._also = also
        self._counting = True
        self._originals: list[tuple[object, str, object]] = []

    def __enter__(self) -> "Steps":
        self._wrap(command_runner, "_run_command", self._database_name)
        self._wrap(bus.Producer, "send", lambda *_, **__: "kafka send")
        self._wrap(bus.Subscription, "commit", lambda *_, **__: "kafka commit")
        for owner, name, describe in self._also:
            self._wrap(owner, name, describe)
        return self

    def __exit__(self, *_) -> None:
        for owner, name, original in self._originals:
            setattr(owner, name, original)

    def begin(self, die_at: int | None = None) -> None:
        """Count from one again."""
        self.points, self.die_at, self.dead = [], die_at, False

    def revive(self) -> None:
        """The dead process is gone; its successor meets no more deaths."""
        self.die_at, self.dead = None, False

    @contextmanager
    def looking_on(self):
        """What the test itself asks the servers does not count."""
        self._counting = False
        yield
        self._counting = True

    def point(self, name: str) -> None:
        if not self._counting:
            return
        if self.dead:
            raise Died(name)
        self.points.append(name)
        if len(self.points) == self.die_at:
            if self._really:
                os.kill(os.getpid(), signal.SIGKILL)
            self.dead = True
            raise Died(name)

    def _wrap(self, owner, name: str, describe) -> None:
        original = getattr(owner, name)

        def counted(*arguments, **keywords):
            called = describe(*arguments, **keywords)
            if called is None:
                return original(*arguments, **keywords)
            self.point(f"before {called}")
            result = original(*arguments, **keywords)
            self.point(f"after {called}")
            return result

        self._originals.append((owner, name, original))
        setattr(owner, name, counted)

    @staticmethod
    def _database_name(_connection, command, dbname, *_, **__) -> str | None:
        name = next(iter(command))
        return None if name in CONNECTION_COMMANDS else f"{name} {dbname.rpartition('_')[2]}.{command[name]}"
