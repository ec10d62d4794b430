"""The consumer: applies each event once, in order within its stream, whatever dies.

A small batch is one transaction: the handler's effects, the cursors, the positions. If the
batch fails, its events are tried one by one to find the bad one. Only a handler's own error parks
a stream; a lost connection, an election or a lost race is waited out.
"""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from pymongo.database import Database

from .bus import Record, Subscription
from .db import away, patience, transact
from .errors import Halted, Unavailable
from .events import Event
from .inbox import Delivery, Inbox, Turn, Unreadable, read
from .metrics import CONSUMER_EVENTS, CONSUMER_GAPS, CONSUMER_HALTED, CONSUMER_LAG, CONSUMER_PARKED

PARKED_LIMIT = 20
PARKED_SHARE = 100  # one in a hundred streams
TRANSACTION_SECONDS = 30
MEASURE_SECONDS = 1.0

log = logging.getLogger(__name__)


class Handler(Protocol):
    def handles(self, event: Event) -> bool:
        """Whether this event changes anything here; others only move the cursor."""

    def apply(self, deliveries: list[Delivery], session) -> None:
        """Carry out the events in this transaction. Any error of its own parks a stream."""


class Consumer:
    """`subscribe(group, positions)` makes a bus.Subscription; called again after a failure."""

    def __init__(
        self,
        name: str,
        db: Database,
        handler: Handler,
        subscribe: Callable[..., Subscription],
        release: str = "development",
    ):
        self.name = name
        self._db = db
        self._handler = handler
        self._subscribe = subscribe
        self._release = release
        self._inbox = Inbox(db, name)
        self._subscription: Subscription | None = None
        self._measured = 0.0

    def step(self, timeout_ms: int = 200) -> int:
        """Take what is there and apply it; returns the number of messages seen.

        Raises Unavailable (try again) or Halted (an operator must `resume`).
        """
        if self._subscription is None:
            self.check_halt()
            self._subscription = self._subscribe(self.name, self._inbox.positions)
        records = self._subscription.poll(timeout_ms)
        if records:
            try:
                self.apply(records)
            except BaseException:
                if self._subscription:
                    self._subscription.rewind()
                raise
            self._subscription.commit()
        if time.monotonic() - self._measured > MEASURE_SECONDS:
            self.check_halt()
            self._measure()
        return len(records)

    def apply(self, records: list[Record]) -> None:
        try:
            self._transact(records)
        except Exception as error:
            if isinstance(error, Halted):
                self._halt(str(error))
                raise
            if away(error) or isinstance(error, Unavailable):
                raise Unavailable("MongoDB") from error
            for record in records:
                self._apply_one(record)

    def redrive(self, stream: str) -> int:
        """Apply what is stashed of a stream, in order, as far as it goes; returns how many events.

        Raises the handler's error when the first one still fails; nothing of it is kept.
        """
        applied = 0
        while self._redrive_next(stream):
            applied += 1
        return applied

    def check_halt(self) -> None:
        with patience():
            halt = self._db.halts.find_one({"_id": self.name})
            if halt and halt["release"] != self._release:
                self._db.halts.delete_one({"_id": self.name})
                halt = None
        CONSUMER_HALTED.labels(self.name).set(1 if halt else 0)
        if halt:
            self.close()
            raise Halted(halt["reason"])

    def resume(self) -> bool:
        """Let a halted consumer go on; false when it was not halted."""
        return self._db.halts.delete_one({"_id": self.name}).deleted_count == 1

    def close(self) -> None:
        if self._subscription:
            self._subscription.close()
            self._subscription = None

    def _measure(self) -> None:
        CONSUMER_PARKED.labels(self.name).set(self._parked_streams())
        old = datetime.now(UTC) - timedelta(minutes=1)
        late = self._db.parked.distinct("stream", {"consumer": self.name, "reason": "gap", "at": {"$lt": old}})
        CONSUMER_GAPS.labels(self.name).set(len(late))
        CONSUMER_LAG.labels(self.name).set(self._subscription.lag())
        self._measured = time.monotonic()

    def _apply_one(self, record: Record) -> None:
        try:
            self._transact([record])
        except Exception as error:
            if isinstance(error, Halted):
                self._halt(str(error))
                raise
            if away(error) or isinstance(error, Unavailable):
                raise Unavailable("MongoDB") from error
            self._park(record, error)

    def _transact(self, records: list[Record]) -> None:
        counts: dict[str, int] = {}

        def attempt(session):
            counts.clear()
            turn = self._inbox.turn(session)
            deliveries = self._deliveries(records, turn)
            turn.load({delivery.event.subject for delivery in deliveries})
            accepted = [d for d in deliveries if self._place(d, turn, counts) == "apply"]
            self._handler.apply([d for d in accepted if self._handler.handles(d.event)], session)
            turn.save_stashed()  # so that a gap opened and closed in this batch is seen
            for stream in {d.event.subject for d in accepted}:
                tally(counts, "applied", self._drain(stream, turn, session))
            for record in records:
                turn.note(record)
            turn.save()

        with patience(TRANSACTION_SECONDS):
            transact(self._db.client, attempt)
        for outcome, number in counts.items():
            CONSUMER_EVENTS.labels(self.name, outcome).inc(number)

    def _deliveries(self, records: list[Record], turn: Turn) -> list[Delivery]:
        deliveries = []
        for record in records:
            try:
                deliveries.append(read(record))
            except Unreadable as error:
                log.error("unreadable message at %s/%d@%d", record.topic, record.partition, record.offset)
                turn.stash_unreadable(record, str(error))
        return deliveries

    def _place(self, delivery: Delivery, turn: Turn, counts: dict[str, int]) -> str:
        outcome = turn.accept(delivery)
        if outcome != "apply":
            tally(counts, outcome)
        else:
            turn.advance(delivery)
            tally(counts, "applied" if self._handler.handles(delivery.event) else "ignored")
        return outcome

    def _drain(self, stream: str, turn: Turn, session) -> int:
        """Apply stashed events that have become the next ones."""
        cursor, drained = turn.cursor(stream), 0
        if not cursor.gap or cursor.parked:
            return 0
        rest = self._stashed(stream, session)
        while rest and rest[0].event.streamversion == cursor.version + 1:
            self._take(rest.pop(0), turn, session)
            drained += 1
        cursor.gap = bool(rest)
        return drained

    def _take(self, delivery: Delivery, turn: Turn, session) -> None:
        turn.advance(delivery)
        if self._handler.handles(delivery.event):
            self._handler.apply([delivery], session)
        turn.unstash(delivery.event.subject, delivery.event.streamversion)

    def _redrive_next(self, stream: str) -> bool:
        def attempt(session):
            turn = self._inbox.turn(session)
            cursor = turn.cursor(stream)
            stashed = self._stashed(stream, session)
            ready = [d for d in stashed if d.event.streamversion == cursor.version + 1]
            if not ready:
                cursor.parked, cursor.gap = False, bool(stashed)
            else:
                self._take(ready[0], turn, session)
            cursor.moved = True
            turn.save()
            return bool(ready)

        with patience(TRANSACTION_SECONDS):
            return transact(self._db.client, attempt)

    def _stashed(self, stream: str, session) -> list[Delivery]:
        found = self._db.parked.find({"consumer": self.name, "stream": stream}, session=session).sort("version")
        return [Delivery(Event.parse(p["bytes"]), bytes(p["bytes"])) for p in found if p["reason"] != "unreadable"]

    def _park(self, record: Record, error: Exception) -> None:
        delivery = read(record)
        # The text of an unknown exception may quote the event; its kind and rule never do.
        reason = f"{type(error).__name__} {getattr(error, 'rule', '')}".strip()
        log.error("parked %s for %s: %s", delivery.event.id, self.name, reason)

        def attempt(session):
            turn = self._inbox.turn(session)
            if turn.accept(delivery) == "apply":
                turn.park(delivery, reason)
            turn.note(record)
            turn.save()

        with patience():
            transact(self._db.client, attempt)
        self._halt_if_too_much()

    def _parked_streams(self) -> int:
        stuck = {"consumer": self.name, "reason": {"$in": ["error", "unreadable"]}}
        return self._db.parked.count_documents(stuck)

    def _halt_if_too_much(self) -> None:
        parked = self._parked_streams()
        streams = self._db.inbox.count_documents({"consumer": self.name})
        if parked > max(PARKED_LIMIT, streams // PARKED_SHARE):
            self._halt(f"{parked} streams are parked: a bad release, not bad data")
            raise Halted(self.name)

    def _halt(self, reason: str) -> None:
        log.critical("%s halts: %s", self.name, reason)
        self.close()
        halt = {"_id": self.name, "reason": reason, "release": self._release, "at": datetime.now(UTC)}
        self._db.halts.replace_one({"_id": self.name}, halt, upsert=True)
        CONSUMER_HALTED.labels(self.name).set(1)


def tally(counts: dict[str, int], outcome: str, number: int = 1) -> None:
    counts[outcome] = counts.get(outcome, 0) + number
