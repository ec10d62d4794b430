"""What a replay puts down: Kafka is read from its beginning, beside everybody else, and each event of the endpoint's is
a delivery again, under the same webhook-id.

The collection `replays`: {_id: the replay's stream, places: [{topic, partition, next}], read, total: messages of Kafka,
events: put down, minute: the one that the rate counts now, put: in it}. It is written with the deliveries, in one
transaction, so that whoever dies goes on where it stood. An event of after the beginning comes by itself.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import date

from asnkit import states
from asnkit.bus import Reader, Record
from asnkit.commands import Context
from asnkit.db import transact
from asnkit.errors import Unsigned
from asnkit.events import Refused, format_time
from asnkit.messages import Delivery, Unreadable, read
from asnkit.service import Runtime
from asnkit.wib import day_begins
from pymongo import UpdateOne

from ..agency.domain import GRANTED, PAUSED
from ..delivery import queue
from ..endpoint.domain import KEPT
from .domain import RUNNING, Complete

COLLECTION = "replays"
PIECE = 500
MOST_WAITING = 1_000
"""While so much waits for one endpoint, nothing is added to it."""


log = logging.getLogger(__name__)


class Replaying:
    """`open_topics(topics, places)` gives how many messages there are from these places on, and the messages."""

    def __init__(self, runtime: Runtime, open_topics: Callable[..., tuple[int, Iterator[Record]]] | None = None):
        self._runtime = runtime
        self._open_topics = open_topics or self._of_kafka
        self._open: dict[str, Iterator[Record]] = {}
        self._at: dict[str, list] = {}
        """Where each of them stands, as the database has it."""

    def turn(self) -> int:
        """One piece of each replay that runs; how many messages were read."""
        running = states.every(self._runtime.db, "stream_replay", status=RUNNING)
        for over in self._open.keys() - {stream for stream, _, _ in running}:
            self._close(over)
        return sum(self._go_on(stream, version, replay) for stream, version, replay in running)

    def _go_on(self, stream: str, version: int, replay: dict) -> int:
        db, load = self._runtime.db, self._runtime.store.load
        endpoint = load(f"endpoint-{replay['endpoint']}").state
        agency = load(f"agency-{endpoint['agency']}").state
        progress = progress_of(db, stream)
        if endpoint["status"] not in KEPT or agency["status"] not in (GRANTED, PAUSED):
            return self._complete(stream, version, progress["events"])
        minute = format_time(self._runtime.clock.now())[:16]
        if progress["minute"] != minute:
            progress |= {"minute": minute, "put": 0}
        room = min(replay["rate"] - progress["put"], MOST_WAITING - queue.waiting(db, replay["endpoint"], MOST_WAITING))
        if room <= 0:
            return 0
        if self._at.get(stream) != progress["places"]:
            self._close(stream)  # another worker went on meanwhile
        try:
            count, kept = self._read(stream, replay, endpoint["types"], agency["topics"], progress, room)
            if count:
                self._put_down(stream, replay["endpoint"], kept, progress)
                self._at[stream] = progress["places"]
        except BaseException:
            self._close(stream)  # it has read further than was put down
            raise
        return count or self._complete(stream, version, progress["events"])

    def _read(self, stream, replay, types, topics, progress, room) -> tuple[int, list[Delivery]]:
        """How many messages, and which of them are to be sent; `progress` is told where the next ones begin."""
        if stream not in self._open:
            places = {(one["topic"], one["partition"]): one["next"] for one in progress["places"]}
            left, self._open[stream] = self._open_topics(sorted(set(topics) & set(queue.SENT)), places)
            progress["total"] = progress["read"] + left
        count, kept, places = 0, [], {}
        since, until = format_time(day_begins(date.fromisoformat(replay["since"]))), replay["began"]
        while count < PIECE and len(kept) < room and (record := next(self._open[stream], None)):
            count += 1
            places[record.topic, record.partition] = record.offset + 1
            try:
                delivery = read(record, self._runtime.contracts.owners, self._runtime.keyring)
            except (Unreadable, Unsigned):
                continue  # the consumers of this topic have set it aside and named it
            if delivery.event.name in types and since <= delivery.event.time < until:
                kept.append(delivery)
        places = {(one["topic"], one["partition"]): one["next"] for one in progress["places"]} | places
        progress["places"] = [{"topic": t, "partition": p, "next": offset} for (t, p), offset in places.items()]
        progress["read"] += count
        return count, kept

    def _put_down(self, stream: str, endpoint: str, kept: list[Delivery], progress: dict) -> None:
        db, now = self._runtime.db, self._runtime.clock.now()

        def work(session):
            put = 0
            if kept:
                rows = [queue.row(self._runtime, endpoint, one) | {"replay": stream} for one in kept]
                again = [
                    UpdateOne(
                        {"_id": row["_id"], "replay": {"$ne": stream}, "status": {"$ne": queue.WAITING}},
                        {"$set": {**queue.AGAIN, "due": now, "replay": stream, "expires": row["expires"]}},
                    )
                    for row in rows
                ]
                put = db[queue.COLLECTION].bulk_write(again, session=session).modified_count
                put += queue.put_down(db, rows, session)
            told = {**progress, "put": progress["put"] + put, "events": progress["events"] + put}
            db[COLLECTION].replace_one({"_id": stream}, told, upsert=True, session=session)

        transact(db.client, work)

    def _complete(self, stream: str, version: int, events: int) -> int:
        identifier = f"{stream}@{version}/complete"
        context = Context(f"service:{self._runtime.service.name}", identifier, identifier, answered=False)
        try:
            self._runtime.store.run(context, lambda tx: tx.decide(stream, Complete(events)))
        except Refused as refusal:  # it was stopped meanwhile
            log.info("%s is not completed: %s", stream, refusal.rule)
        return 1

    def _close(self, stream: str) -> None:
        """Not there, if Kafka was away when it was opened."""
        if reader := self._open.pop(stream, None):
            reader.close()

    def _of_kafka(self, topics: list[str], places: dict) -> tuple[int, Iterator[Record]]:
        if not topics:
            return 0, (record for record in ())
        reader = Reader(self._runtime.settings, topics, places=places)
        return reader.total, _closing(reader)


def progress_of(db, stream: str) -> dict:
    begun = {"_id": stream, "places": [], "read": 0, "total": 0, "events": 0, "minute": "", "put": 0}
    return db[COLLECTION].find_one({"_id": stream}) or begun


def _closing(reader: Reader) -> Iterator[Record]:
    try:
        yield from reader
    finally:
        reader.close()
