"""One cursor per stream: what tells a new event, a repeat and a gap apart.

`inbox` holds for each (consumer, stream) the last version applied and that event's hash;
`positions` the next offset of each partition. Both are written in the transaction that applies
the events, so a consumer that dies anywhere goes on exactly where it was. Kafka's own
offsets are not used to resume: a restored database would otherwise skip what it forgot.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import orjson
from bson.binary import Binary
from pymongo import DeleteOne, ReplaceOne
from pymongo.database import Database

from .bus import Record
from .errors import Halted
from .events import Event


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event as it arrived: parsed, and the bytes that were hashed and stored."""

    event: Event
    raw: bytes
    record: Record | None = None


@dataclass(slots=True)
class Cursor:
    version: int = 0
    hash: str = ""
    parked: bool = False
    gap: bool = False
    moved: bool = field(default=False, compare=False)


class Unreadable(Exception):
    """A message that is no event of its topic: not JSON, a forged source, a wrong id."""


def read(record: Record) -> Delivery:
    """Parse a message and check that it is what its envelope claims. Raises Unreadable.

    An event is one line: the log's archive keeps one a line.
    """
    if b"\n" in record.raw:
        raise Unreadable("more than one line")
    try:
        event = Event.from_envelope(orjson.loads(record.raw))
        honest = (
            event.id == f"{event.subject}@{event.streamversion}"
            and event.subject == record.key
            and record.topic == f"asn.{event.service}"
            and event.typeversion > 0
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise Unreadable("not a CloudEvent") from error
    if not honest:
        raise Unreadable("the envelope does not fit the topic and key that it came with")
    return Delivery(event, record.raw, record)


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

    def id(self, stream: str) -> str:
        return f"{self.consumer}/{stream}"


class Turn:
    """What one transaction reads from the inbox and writes to it."""

    def __init__(self, inbox: Inbox, session):
        self._inbox = inbox
        self._db = inbox._db
        self._session = session
        self._cursors: dict[str, Cursor] = {}
        self._parked: list[ReplaceOne | DeleteOne] = []
        self._positions: dict[tuple[str, int], int] = {}

    def load(self, streams: Iterable[str]) -> None:
        wanted = {self._inbox.id(stream): stream for stream in streams if stream not in self._cursors}
        for document in self._db.inbox.find({"_id": {"$in": list(wanted)}}, session=self._session):
            self._cursors[document["stream"]] = Cursor(
                document["version"], document["hash"], document["parked"], document["gap"]
            )
        for stream in wanted.values():
            self._cursors.setdefault(stream, Cursor())

    def cursor(self, stream: str) -> Cursor:
        if stream not in self._cursors:
            self.load([stream])
        return self._cursors[stream]

    def accept(self, delivery: Delivery) -> str:
        """Place one event: "apply" (then `advance` or `park` it), "duplicate" or "stashed".

        Raises Halted when the history behind the cursor was changed.
        """
        event, cursor = delivery.event, self.cursor(delivery.event.subject)
        if event.streamversion <= cursor.version:
            if event.streamversion == cursor.version and digest(delivery.raw) != cursor.hash:
                raise Halted(f"{event.id} came again with other content: was a database restored behind its topic?")
            return "duplicate"
        if cursor.parked:
            self.stash(delivery, "behind")
            return "stashed"
        if event.streamversion > cursor.version + 1:
            cursor.gap = cursor.moved = True
            self.stash(delivery, "gap")
            return "stashed"
        return "apply"

    def advance(self, delivery: Delivery) -> None:
        cursor = self.cursor(delivery.event.subject)
        cursor.version = delivery.event.streamversion
        cursor.hash = digest(delivery.raw)
        cursor.moved = True

    def park(self, delivery: Delivery, error: str) -> None:
        """Stop this stream at this event; later ones wait behind it."""
        cursor = self.cursor(delivery.event.subject)
        cursor.parked = cursor.moved = True
        self.stash(delivery, "error", error)

    def stash(self, delivery: Delivery, reason: str, error: str = "") -> None:
        event, record = delivery.event, delivery.record
        self._stash(event.subject, event.streamversion, event.type, delivery.raw, record, reason, error)
        # Stashing always writes the inbox document too, so that a redrive at the same moment
        # conflicts with it instead of missing the event (write skew).
        self.cursor(event.subject).moved = True

    def stash_unreadable(self, record: Record, error: str) -> None:
        stream = f"{record.topic}/{record.partition}"
        self._stash(stream, record.offset, "unreadable", record.raw, record, "unreadable", error)

    def unstash(self, stream: str, version: int) -> None:
        self._parked.append(DeleteOne({"_id": f"{self._inbox.id(stream)}@{version}"}))
        self.cursor(stream).moved = True

    def note(self, record: Record) -> None:
        """Remember that everything up to this record was dealt with."""
        key = (record.topic, record.partition)
        self._positions[key] = max(record.offset + 1, self._positions.get(key, 0))

    def save(self) -> None:
        moved = [
            ReplaceOne(
                {"_id": self._inbox.id(stream)},
                {
                    "_id": self._inbox.id(stream),
                    "consumer": self._inbox.consumer,
                    "stream": stream,
                    "version": cursor.version,
                    "hash": cursor.hash,
                    "parked": cursor.parked,
                    "gap": cursor.gap,
                },
                upsert=True,
            )
            for stream, cursor in self._cursors.items()
            if cursor.moved
        ]
        if moved:
            self._db.inbox.bulk_write(moved, ordered=False, session=self._session)
        self.save_stashed()
        if self._positions:
            self._db.positions.bulk_write(
                [self._position(*key, offset) for key, offset in self._positions.items()],
                ordered=False,
                session=self._session,
            )

    def _position(self, topic: str, partition: int, offset: int) -> ReplaceOne:
        consumer = self._inbox.consumer
        identifier = f"{consumer}#{topic}/{partition}"
        document = {"consumer": consumer, "topic": topic, "partition": partition, "offset": offset}
        return ReplaceOne({"_id": identifier}, document, upsert=True)

    def save_stashed(self) -> None:
        if self._parked:
            self._db.parked.bulk_write(self._parked, session=self._session)
            self._parked = []

    def _stash(self, stream, version, type_, raw, record, reason, error) -> None:
        identifier = f"{self._inbox.id(stream)}@{version}"
        document = {
            "_id": identifier,
            "consumer": self._inbox.consumer,
            "stream": stream,
            "version": version,
            "type": type_,
            "bytes": Binary(raw),
            "reason": reason,
            "error": error,
            "at": datetime.now(UTC),
        }
        if record:
            document |= {
                "topic": record.topic,
                "partition": record.partition,
                "offset": record.offset,
                "headers": [[name, Binary(value)] for name, value in record.headers],
            }
        self._parked.append(ReplaceOne({"_id": identifier}, document, upsert=True))


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
