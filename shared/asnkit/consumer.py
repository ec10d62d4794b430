"""The consumer: applies each event once, in order within its stream, whatever dies.

A small batch is one transaction: the handler's effects, the cursors, the positions. If the
batch fails, its events are tried one by one to find the bad one. Only a handler's own error parks
a stream; a lost connection, an election or a lost race is waited out. A batch that is too slow for a
transaction is halved, until it passes. What no signature of its owner vouches for is set aside.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from pymongo import ReturnDocument
from pymongo.database import Database

from .bus import PARTITIONS, Record, Subscription, span
from .db import away, patience, transact
from .errors import Halted, Unavailable, Unsigned
from .events import Event
from .inbox import CONTRADICTION, ERROR, GAP, Inbox, Turn
from .keyring import Keyring
from .messages import Delivery, Unreadable, read
from .metrics import (
    CONSUMER_EVENTS,
    CONSUMER_GAPS,
    CONSUMER_HALTED,
    CONSUMER_LAG,
    CONSUMER_PARKED,
    CONSUMER_SET_ASIDE,
)
from .owners import Owners

PARKED_LIMIT = 20
PARKED_SHARE = 100  # one in a hundred streams
TRANSACTION_SECONDS = 30
MEASURE_SECONDS, QUIET_SECONDS = 5.0, 30.0
"""Who was behind or has read something since measures itself often; who stands still knows it by heart."""
MOST_AT_ONCE = 500
MORE_NEXT_TIME = 5  # a batch is halved at once and grows again slowly, or every second one would be too slow

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
        owners: Owners,
        keyring: Keyring,
        release: str = "development",
        numbers: range = range(PARTITIONS),
    ):
        self.name = name
        self._db = db
        self._handler = handler
        self._subscribe = subscribe
        self._owners = owners
        self._keyring = keyring
        self._release = release
        self._numbers, self._partitions = numbers, span(numbers)
        self._at_once = MOST_AT_ONCE
        self._inbox = Inbox(db, name)
        self._subscription: Subscription | None = None
        self._measured, self._moved = 0.0, True
        self._behind: int | None = None

    def step(self, timeout_ms: int = 200) -> int:
        """Take what is there and apply it; returns the number of messages seen.

        Raises Unavailable (try again) or Halted (an operator must `resume`).
        """
        if self._subscription is None:
            self.check_halt()
            self._check_types()
            self._subscription = self._subscribe(self.name, self._inbox.positions())
        records = self._subscription.poll(timeout_ms)
        if records:
            try:
                self.apply(records)
            except BaseException:
                self.close()  # a new reader begins where the database says; this one's question is held
                raise
            self._subscription.commit()
            self._moved = True
        if time.monotonic() - self._measured > (MEASURE_SECONDS if self._moved or self._behind else QUIET_SECONDS):
            self.check_halt()
            self._measure()
        return len(records)

    def apply(self, records: list[Record]) -> None:
        begin = 0
        while begin < len(records):
            some = records[begin : begin + self._at_once]
            self._apply_some(some)
            begin += len(some)
            self._at_once = min(self._at_once + MORE_NEXT_TIME, MOST_AT_ONCE)

    def redrive(self, stream: str) -> int:
        """Apply what is stashed of a stream, in order, as far as it goes; returns how many events.

        Raises the handler's error when the first one still fails; nothing of it is kept.
        """
        applied, key = 0, f"{self._owners.owner(stream)}/{stream}"
        while self._redrive_next(key):
            applied += 1
        return applied

    def caught_up(self) -> bool:
        """Whether it has applied everything that is on its topics now."""
        return self._subscription is not None and self._subscription.lag() == 0

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

    def _check_types(self) -> None:
        """A handler that lists its types keeps those with which it began: another one would miss the past."""
        types = getattr(self._handler, "types", None)
        if types is None:
            return
        with patience():
            begun = {"$setOnInsert": {"types": types}}
            known = self._db.consumers.find_one_and_update(
                {"_id": self.name}, begun, upsert=True, return_document=ReturnDocument.AFTER
            )
        if added := sorted(set(types) - set(known["types"])):
            raise Halted(f"{self.name} never saw the past of {', '.join(added)}: give them a consumer of their own")

    def resume(self) -> bool:
        """Let a halted consumer go on; false when it was not halted."""
        return self._db.halts.delete_one({"_id": self.name}).deleted_count == 1

    def leave(self) -> None:
        """Another process goes on from here: how far behind it is, it tells itself."""
        self.close()
        CONSUMER_LAG.labels(self.name, self._partitions).set(0)
        self._behind = None

    def close(self) -> None:
        if self._subscription:
            self._subscription.close()
            self._subscription = None

    def _apply_some(self, records: list[Record]) -> None:
        try:
            self._transact(records)
        except Exception as error:
            if away(error) or isinstance(error, Unavailable):
                # Perhaps the server is away, perhaps this is more than a transaction's time allows.
                self._at_once = max(1, len(records) // 2)
                raise Unavailable("MongoDB") from error
            for record in records:
                self._apply_one(record)

    def _measure(self) -> None:
        CONSUMER_PARKED.labels(self.name).set(self._parked_streams())
        old = datetime.now(UTC) - timedelta(minutes=1)
        late = self._db.parked.distinct("stream", {"consumer": self.name, "reason": GAP, "at": {"$lt": old}})
        CONSUMER_GAPS.labels(self.name).set(len(late))
        CONSUMER_SET_ASIDE.labels(self.name).set(self._db.set_aside.count_documents({"consumer": self.name}))
        behind = self._subscription.lag()
        CONSUMER_LAG.labels(self.name, self._partitions).set(behind)
        if behind != self._behind:  # whoever stands still writes nothing
            self._tell(behind)
        self._measured, self._moved = time.monotonic(), False

    def _tell(self, behind: int) -> None:
        """What was said of these partitions when they were divided otherwise is nobody's to correct any more."""
        mine, first, last = f"{self.name} {self._partitions}", self._numbers[0], self._numbers[-1]
        if self._behind is None:
            shared = {"consumer": self.name, "first": {"$lte": last}, "last": {"$gte": first}, "_id": {"$ne": mine}}
            self._db.lags.delete_many(shared)
        row = {"consumer": self.name, "first": first, "last": last, "behind": behind}
        self._db.lags.replace_one({"_id": mine}, row, upsert=True)
        self._behind = behind

    def _apply_one(self, record: Record) -> None:
        try:
            self._transact([record])
        except Exception as error:
            if away(error) or isinstance(error, Unavailable):
                raise Unavailable("MongoDB") from error
            self._park(record, error)

    def _transact(self, records: list[Record]) -> None:
        counts: dict[str, int] = {}
        read = [self._read(record) for record in records]

        def attempt(session):
            counts.clear()
            turn = self._inbox.turn(session)
            deliveries = [one for one in read if isinstance(one, Delivery)]
            for record, one in zip(records, read, strict=True):
                if isinstance(one, str):
                    turn.set_aside(record, one)
                    tally(counts, "set aside")
            turn.load({delivery.key for delivery in deliveries})
            accepted = [d for d in deliveries if self._place(d, turn, counts) == "apply"]
            self._handler.apply([d for d in accepted if self._handler.handles(d.event)], session)
            turn.save_stashed()  # so that a gap opened and closed in this batch is seen
            for key in {d.key for d in accepted}:
                tally(counts, "applied", self._drain(key, turn, session))
            for record in records:
                turn.note(record)
            turn.save()

        with patience(TRANSACTION_SECONDS):
            transact(self._db.client, attempt)
        for outcome, number in counts.items():
            CONSUMER_EVENTS.labels(self.name, outcome).inc(number)
        if counts.get("contradiction"):
            self._halt_if_too_much()

    def _read(self, record: Record) -> Delivery | str:
        """The event, or why it is set aside."""
        try:
            return read(record, self._owners, self._keyring)
        except (Unreadable, Unsigned) as error:
            place = (record.topic, record.partition, record.offset)
            log.critical("%s sets aside %s/%d@%d: %s", self.name, *place, error)
            return f"{type(error).__name__}: {error}"

    def _place(self, delivery: Delivery, turn: Turn, counts: dict[str, int]) -> str:
        outcome = turn.accept(delivery)
        if outcome != "apply":
            tally(counts, outcome)
        else:
            turn.advance(delivery)
            tally(counts, "applied" if self._handler.handles(delivery.event) else "ignored")
        return outcome

    def _drain(self, key: str, turn: Turn, session) -> int:
        """Apply stashed events that have become the next ones."""
        cursor, drained = turn.cursor(key), 0
        if not cursor.gap or cursor.parked:
            return 0
        rest = self._stashed(key, session)
        while rest and rest[0].event.streamversion == cursor.version + 1:
            self._take(rest.pop(0), turn, session)
            drained += 1
        cursor.gap = bool(rest)
        return drained

    def _take(self, delivery: Delivery, turn: Turn, session) -> None:
        turn.advance(delivery)
        if self._handler.handles(delivery.event):
            self._handler.apply([delivery], session)
        turn.unstash(delivery.key, delivery.event.streamversion)

    def _redrive_next(self, key: str) -> bool:
        def attempt(session):
            turn = self._inbox.turn(session)
            cursor = turn.cursor(key)
            stashed = self._stashed(key, session)
            ready = [d for d in stashed if d.event.streamversion == cursor.version + 1]
            for contradiction in (d for d in stashed if d.event.streamversion <= cursor.version):
                turn.unstash(key, contradiction.event.streamversion)
            if not ready:
                cursor.parked = False
                cursor.gap = any(d.event.streamversion > cursor.version for d in stashed)
            else:
                self._take(ready[0], turn, session)
            cursor.moved = True
            turn.save()
            return bool(ready)

        with patience(TRANSACTION_SECONDS):
            return transact(self._db.client, attempt)

    def _stashed(self, key: str, session) -> list[Delivery]:
        """What waits of a stream, in order. It was verified when it came, and is again: it lay in a database."""
        source, _, stream = key.partition("/")
        wanted = {"consumer": self.name, "source": source, "stream": stream}
        found = []
        for parked in self._db.parked.find(wanted, session=session).sort("version"):
            raw = bytes(parked["bytes"])
            self._keyring.check(source, parked["note"], parked["path"], hashlib.sha256(raw).digest())
            found.append(Delivery(Event.parse(raw), raw, parked["note"], parked["path"]))
        return found

    def _park(self, record: Record, error: Exception) -> None:
        delivery = read(record, self._owners, self._keyring)
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
        stuck = {"consumer": self.name, "reason": {"$in": [ERROR, CONTRADICTION]}}
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
