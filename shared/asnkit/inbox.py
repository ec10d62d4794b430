"""One cursor per stream: what tells a new event, a repeat and a gap apart.

`inbox` holds for each (consumer, service, stream) the last version applied and that event's hash;
`positions` the next offset of each partition. Both are written in the transaction that applies
the events, so a consumer that dies anywhere goes on exactly where it was. Kafka's own
offsets are not used to resume: a restored database would otherwise skip what it forgot.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bson.binary import Binary
from pymongo import DeleteOne, ReplaceOne
from pymongo.database import Database

from .bus import Record
from .messages import Delivery

BEHIND, GAP, ERROR, CONTRADICTION = "behind", "gap", "error", "contradiction"


@dataclass(slots=True)
class Cursor:
    version: int = 0
    hash: str = ""
    parked: bool = False
    gap: bool = False
    stashed: int = 0
    """How many events ever waited here."""
    moved: bool = field(default=False, compare=False)


class Inbox:
    """The cursors of one consumer."""

    def __init__(self, db: Database, consumer: str):
        self._db = db
        self.consumer = consumer

    def positions(self) -> dict[tuple[str, int], int]:
        """The next offset to read, by topic and partition; what is missing begins at the beginning."""
        found = self._db.positions.find({"consumer": self.consumer})
        return {(document["topic"], document["partition"]): document["offset"] for document in found}

    def turn(self, session) -> "Turn":
        return Turn(self, session)

    def id(self, key: str) -> str:
        return f"{self.consumer}/{key}"


class Turn:
    """What one transaction reads from the inbox and writes to it. `key` is "<service>/<stream>" throughout."""

    def __init__(self, inbox: Inbox, session):
        self._inbox = inbox
        self._db = inbox._db
        self._session = session
        self._cursors: dict[str, Cursor] = {}
        self._parked: list[ReplaceOne | DeleteOne] = []
        self._aside: list[ReplaceOne] = []
        self._positions: dict[tuple[str, int], int] = {}

    def load(self, keys: Iterable[str]) -> None:
        wanted = {self._inbox.id(key): key for key in keys if key not in self._cursors}
        for document in self._db.inbox.find({"_id": {"$in": list(wanted)}}, session=self._session):
            self._cursors[wanted[document["_id"]]] = Cursor(
                document["version"], document["hash"], document["parked"], document["gap"], document["stashed"]
            )
        for key in wanted.values():
            self._cursors.setdefault(key, Cursor())

    def cursor(self, key: str) -> Cursor:
        if key not in self._cursors:
            self.load([key])
        return self._cursors[key]

    def accept(self, delivery: Delivery) -> str:
        """Place one event: "apply" (then `advance` or `park` it), "duplicate", "stashed" or "contradiction".

        A stream whose last event comes again with other content was changed behind its reader (a database
        that was restored behind its topic): it parks by itself, and all others go on.
        """
        event, cursor = delivery.event, self.cursor(delivery.key)
        if event.streamversion <= cursor.version:
            if event.streamversion < cursor.version or digest(delivery.raw) == cursor.hash:
                return "duplicate"
            cursor.parked = True
            self.stash(delivery, CONTRADICTION)
            return "contradiction"
        if cursor.parked:
            self.stash(delivery, BEHIND)
            return "stashed"
        if event.streamversion > cursor.version + 1:
            cursor.gap = True
            self.stash(delivery, GAP)
            return "stashed"
        return "apply"

    def advance(self, delivery: Delivery) -> None:
        cursor = self.cursor(delivery.key)
        cursor.version = delivery.event.streamversion
        cursor.hash = digest(delivery.raw)
        cursor.moved = True

    def park(self, delivery: Delivery, error: str) -> None:
        """Stop this stream at this event; later ones wait behind it."""
        self.cursor(delivery.key).parked = True
        self.stash(delivery, ERROR, error)

    def stash(self, delivery: Delivery, reason: str, error: str = "") -> None:
        event, record = delivery.event, delivery.record
        identifier = f"{self._inbox.id(delivery.key)}@{event.streamversion}"
        document = {
            "_id": identifier,
            "consumer": self._inbox.consumer,
            "source": event.service,
            "stream": event.subject,
            "version": event.streamversion,
            "type": event.type,
            "bytes": Binary(delivery.raw),
            "note": delivery.note,
            "path": delivery.path,
            "reason": reason,
            "error": error,
            "at": datetime.now(UTC),
        }
        if record:
            document |= {"topic": record.topic, "partition": record.partition, "offset": record.offset}
        self._parked.append(ReplaceOne({"_id": identifier}, document, upsert=True))
        # Stashing always changes the inbox document too, so that a redrive at the same moment conflicts with
        # it instead of missing the event (write skew). Writing what is there already would be no write.
        cursor = self.cursor(delivery.key)
        cursor.stashed += 1
        cursor.moved = True

    def unstash(self, key: str, version: int) -> None:
        self._parked.append(DeleteOne({"_id": f"{self._inbox.id(key)}@{version}"}))
        self.cursor(key).moved = True

    def set_aside(self, record: Record, reason: str) -> None:
        """Keep what no owner vouches for, by its place: it belongs to no stream and stops none."""
        identifier = f"{self._inbox.consumer}#{record.topic}/{record.partition}@{record.offset}"
        document = {
            "_id": identifier,
            "consumer": self._inbox.consumer,
            "topic": record.topic,
            "partition": record.partition,
            "offset": record.offset,
            "key": record.key,
            "bytes": Binary(record.raw),
            "reason": reason,
            "at": datetime.now(UTC),
        }
        self._aside.append(ReplaceOne({"_id": identifier}, document, upsert=True))

    def note(self, record: Record) -> None:
        """Remember that everything up to this record was dealt with."""
        key = (record.topic, record.partition)
        self._positions[key] = max(record.offset + 1, self._positions.get(key, 0))

    def save(self) -> None:
        moved = [self._place(key, cursor) for key, cursor in self._cursors.items() if cursor.moved]
        if moved:
            self._db.inbox.bulk_write(moved, ordered=False, session=self._session)
        self.save_stashed()
        if self._aside:
            self._db.set_aside.bulk_write(self._aside, ordered=False, session=self._session)
        if self._positions:
            self._db.positions.bulk_write(
                [self._position(*key, offset) for key, offset in self._positions.items()],
                ordered=False,
                session=self._session,
            )

    def save_stashed(self) -> None:
        if self._parked:
            self._db.parked.bulk_write(self._parked, session=self._session)
            self._parked = []

    def _place(self, key: str, cursor: Cursor) -> ReplaceOne:
        source, _, stream = key.partition("/")
        document = {
            "_id": self._inbox.id(key),
            "consumer": self._inbox.consumer,
            "source": source,
            "stream": stream,
            "version": cursor.version,
            "hash": cursor.hash,
            "parked": cursor.parked,
            "gap": cursor.gap,
            "stashed": cursor.stashed,
        }
        return ReplaceOne({"_id": document["_id"]}, document, upsert=True)

    def _position(self, topic: str, partition: int, offset: int) -> ReplaceOne:
        consumer = self._inbox.consumer
        identifier = f"{consumer}#{topic}/{partition}"
        document = {"consumer": consumer, "topic": topic, "partition": partition, "offset": offset}
        return ReplaceOne({"_id": identifier}, document, upsert=True)


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
