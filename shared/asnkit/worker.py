"""The worker process of a service: relay, consumers, deadlines, letters, batches, each a loop.

Nothing restarts itself to recover. When Kafka or MongoDB is away a loop waits, at most a
second at a time, and goes on. A loop that beats no more (a bug, not an absence) makes the
liveness probe fail.
"""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from .bulk import Batches
from .bus import ranges, span
from .consumer import Consumer
from .db import away
from .deadlines import Deadlines
from .errors import Halted, Unavailable
from .lease import Leases
from .metrics import HEARTBEAT
from .probes import Probes
from .service import Runtime
from .shapes import Shapes

IDLE_SECONDS = 0.2
RUNG_SECONDS = 5.0
"""Who is rung for looks by itself only this often: another process may have given it work, or a moment has come."""
LIVELY_SECONDS = 15.0
"""So long after the last ring a service that waits for moments of its own looks as often as it says."""
CLOCK_SECONDS = 2.0
"""The business clock was set forward when it is further from real time by more than this."""
POLL_MS = 2_000
"""Kafka answers as soon as there is a message; so long it holds a question that has no answer yet."""
LONGEST_WAIT = 1.0
RENEW_SECONDS = 1.5
"""Twice within the life of a lease."""
CLOCK_LOOK_SECONDS = 1.0

log = logging.getLogger(__name__)


class Loop(threading.Thread):
    """Calls `turn()` until told to stop; a turn that found nothing to do returns 0."""

    def __init__(
        self,
        name: str,
        turn: Callable[[], int | None],
        idle: Callable[[], None] | None = None,
        seconds: float = IDLE_SECONDS,
    ):
        super().__init__(name=name, daemon=True)
        self.turn = turn
        self.stopping = threading.Event()
        self.beat = time.monotonic()
        self._idle = idle or (lambda: self.stopping.wait(seconds))

    def run(self) -> None:
        wait = 0.05
        while not self.stopping.is_set():
            try:
                worked = self.turn()
                wait = 0.05
                self._beat()
                if not worked:
                    self._idle()
            except Exception as error:
                if isinstance(error, Unavailable | Halted) or away(error):
                    log.warning("%s waits: %s", self.name, type(error).__name__)
                    self._beat()
                else:
                    log.exception("%s failed", self.name)
                self.stopping.wait(wait)
                wait = min(2 * wait, LONGEST_WAIT)

    def _beat(self) -> None:
        self.beat = time.monotonic()
        HEARTBEAT.labels(self.name).set(time.time())


class Worker:
    def __init__(self, runtime: Runtime):
        self._runtime = runtime
        self._holder = f"{socket.gethostname()}/{os.getpid()}"
        self._leases = Leases(runtime.db.leases, self._holder)
        self._rung = threading.Event()
        self._stirred: list[threading.Event] = []
        self._loops: list[Loop] = []
        self._closers: list[Callable[[], None]] = []
        self._ahead = timedelta()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT: readiness off first, then the loops, then the end."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.start()
        probes = Probes(self._runtime, self._loops)
        probes.start()
        stop.wait()
        probes.draining = True
        stop_after = self._runtime.settings.drain_seconds
        if stop_after:
            time.sleep(stop_after)
        self.stop()
        probes.stop()

    def start(self) -> None:
        runtime, service = self._runtime, self._runtime.service
        self._loops.append(Loop("leases", self._renew, seconds=RENEW_SECONDS))
        self._loops.append(Loop("clock", self._look_at_clock, seconds=CLOCK_LOOK_SECONDS))
        self._add_relay()
        for name in service.consumers:
            self._add_consumer(name)
        for name in service.reactions:
            self._add_reactions(f"reactions.{name}")
        if service.views:
            views = _ViewsTurn(runtime)
            self._closers.append(views.close)
            self._loops.append(
                Loop("views", self._led(f"consumer views.{runtime.views.shapes}", views.turn, views.close))
            )
        if service.aggregates:
            self._add_stirred("shapes", Shapes(runtime.store).turn)
        if service.deadlines:
            self._add_stirred("deadlines", Deadlines(runtime.store, service.deadlines).fire)
        if service.letters:
            self._add_stirred("letters", runtime.letterbox().turn)
        if service.batches:
            self._add_stirred("batches", Batches(runtime).step)
        for name, make in service.background:
            self._add_stirred(name, make(runtime))
        _quietly(self._leases.renew)  # nobody waits for the first turn of the loop that does it
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        for loop in self._loops:
            loop.stopping.set()
        self._ring()
        for loop in self._loops:
            loop.join(timeout=15)
        _quietly(self._leases.release)
        for close in self._closers:
            close()
        self._runtime.close()

    def _led(self, name: str, turn: Callable[[], int | None], rest: Callable[[], None] | None = None):
        """The turn, done only while this process holds the lease of that name; `rest` when it lost it."""
        self._leases.want(name)
        return self._while_held(name, turn, rest)

    def _while_held(self, name: str, turn: Callable[[], int | None], rest: Callable[[], None] | None = None):
        held = False

        def led():
            nonlocal held
            before, held = held, self._leases.holds(name)
            if before and not held and rest:
                rest()
            return turn() if held else 0

        return led

    def _renew(self) -> int:
        if self._leases.renew():
            self._ring()
        return 0

    def _look_at_clock(self) -> int:
        """Where somebody set it forward since the last look, what is due by it now is looked for at once."""
        before, self._ahead = self._ahead, self._runtime.clock.now() - datetime.now(UTC)
        if abs((self._ahead - before).total_seconds()) > CLOCK_SECONDS:
            self._ring()
        return 0

    def _ring(self) -> None:
        self._rung.set()
        self._stir()

    def _stir(self) -> None:
        for stirred in self._stirred:
            stirred.set()

    def _add_stirred(self, name: str, turn: Callable[[], int | None]) -> None:
        """A loop that looks every IDLE_SECONDS while commits, messages or its like are at work, else seldom."""
        stirred = threading.Event()
        self._stirred.append(stirred)

        def stirring() -> int | None:
            worked = turn()
            if worked:
                self._stir()
            return worked

        rung = time.monotonic()

        def idle() -> None:
            nonlocal rung
            lively = time.monotonic() - rung < LIVELY_SECONDS
            seconds = (lively and self._runtime.service.looking) or RUNG_SECONDS
            if not loop.stopping.wait(IDLE_SECONDS) and stirred.wait(seconds - IDLE_SECONDS):
                rung = time.monotonic()
            stirred.clear()

        loop = Loop(name, self._led(name, stirring), idle)
        self._loops.append(loop)

    def _add_relay(self) -> None:
        relay = self._runtime.relay()
        self._closers.append(relay.close)
        self._loops.append(Loop("relay", self._led("relay", relay.turn), self._wait_for_bell))
        self._loops.append(Loop("doorbell", self._listen))

    def _wait_for_bell(self) -> None:
        self._rung.wait(RUNG_SECONDS)
        self._rung.clear()

    def _listen(self) -> int:
        """A change stream rings when a commit appears; it is no history: what came before it is looked for once."""
        pipeline = [{"$match": {"operationType": "insert"}}, {"$project": {"_id": 1}}]
        with self._runtime.db.commits.watch(pipeline, max_await_time_ms=2000) as stream:
            self._ring()
            while not self._loop("doorbell").stopping.is_set():
                if stream.try_next() is not None:
                    self._ring()
                self._loop("doorbell")._beat()
        return 1

    def _loop(self, name: str) -> Loop:
        return next(loop for loop in self._loops if loop.name == name)

    def _add_consumer(self, name: str) -> None:
        self._leases.want(f"consumer {name}")
        self._add_reading(name, self._runtime.consumer(name))

    def _add_reactions(self, name: str) -> None:
        """One consumer, or one for each range of partitions, which the workers of this service share out."""
        parts = ranges(self._runtime.settings.ranges)
        if len(parts) == 1:
            return self._add_consumer(name)
        names = {f"{name} {span(numbers)}": numbers for numbers in parts}
        self._leases.share([f"consumer {part}" for part in names])
        for part, numbers in names.items():
            self._add_reading(part, self._runtime.consumer(name, numbers))

    def _add_reading(self, name: str, consumer: Consumer) -> None:
        """A loop of what is wanted already."""
        self._closers.append(consumer.close)

        def step() -> int:
            if consumer.step(POLL_MS):
                self._stir()
            return 1

        self._loops.append(Loop(name, self._while_held(f"consumer {name}", step, consumer.leave)))


class _ViewsTurn:
    """Follows the live generation: a new release's worker begins one, after a rebuild it goes on with the next."""

    def __init__(self, runtime: Runtime):
        self._runtime = runtime
        self._generation = ""
        self._consumer = None
        self._looked = 0.0
        self._filled = False

    def turn(self) -> int:
        if self._consumer is None or time.monotonic() - self._looked > RENEW_SECONDS:
            self._follow()
        if not self._consumer.step(POLL_MS) and not self._filled and self._consumer.caught_up():
            self._runtime.views.swap(self._generation)
            self._filled = True
        return 1

    def close(self) -> None:
        if self._consumer:
            self._consumer.close()

    def _follow(self) -> None:
        live = self._runtime.views.live()
        if live != self._generation:
            self.close()
            self._runtime.views.prepare(live)
            self._filled = self._runtime.views.filled()
            self._consumer = self._runtime.consumer(f"views.{live}")
            self._generation = live
        self._looked = time.monotonic()


def _quietly(work: Callable[[], object]) -> None:
    """The leases' work at the start and the end: they are tried for again, and end by themselves in three seconds."""
    try:
        work()
    except Exception as error:
        log.info("leases: %s", type(error).__name__)
