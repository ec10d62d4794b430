"""`python -m <service> adopt`: a database that was put back takes over what its own topics have beyond it.

What was decided after the backup and reached Kafka is there with its bytes and the service's signature, and others have
acted on it: it is history, and becomes commits and states again. What a transaction wrote beside its events is gone:
`Adoption.lost` names what can be known of it.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby

from bson.binary import Binary
from pymongo import InsertOne, UpdateOne
from rich.console import Console
from tlog.commits import Path, open_commit

from .bus import Reader
from .db import transact
from .erasing import COLLECTION as ERASURES
from .errors import Unsigned
from .events import Event, aggregate_of, parse_time
from .lease import Lease
from .messages import Delivery, Unreadable, read
from .service import Runtime
from .shelf import Shelf

STREAMS_AT_ONCE = 100

console = Console()


class Contradiction(Exception):
    """Database and Kafka tell two histories; nothing was changed. The text says where."""


@dataclass
class Adoption:
    """Counts, and one sentence for each thing that is known to be lost."""

    events: int = 0
    commits: int = 0
    states: int = 0
    erased: int = 0
    strangers: int = 0
    """Messages that no signature of ours vouches for: left where they are."""
    lost: list[str] = field(default_factory=list)

    def line(self, service: str) -> str:
        return (
            f"{service}: {self.events} events in {self.commits} commits taken over from Kafka, {self.states} states "
            f"made anew, {self.erased} people erased again, {self.strangers} messages left out"
        )


def adopt(runtime: Runtime) -> int:
    """The command; its exit code. To be repeated when it dies."""
    name, lease = runtime.service.name, Lease(runtime.db.leases, "relay", f"adopt/{os.getpid()}")
    if not lease.hold():
        console.print(f"The worker of {name} is at work: stop it first.", soft_wrap=True)
        return 1
    try:
        adoption = take_over(runtime)
    except Contradiction as contradiction:
        console.print(f"{name}: not changed: {contradiction}.", soft_wrap=True)
        return 1
    finally:
        lease.release()
    console.print(adoption.line(name), soft_wrap=True)
    for sentence in adoption.lost:
        console.print(f"  lost: {sentence}", soft_wrap=True)
    return 0


def take_over(runtime: Runtime) -> Adoption:
    """Raises Contradiction, Unavailable."""
    adoption = Adoption()
    with closing(Shelf()) as known, closing(Shelf()) as missing:
        for commit in runtime.db.commits.find({}, {"events": 1}):
            for event in commit["events"]:
                known[event["id"]] = {"sha256": hashlib.sha256(event["bytes"]).hexdigest()}
        for delivery in _deliveries(runtime, adoption):
            _compare(delivery, known, missing)
        _require_no_holes(missing, known)
        with closing(_transactions(missing)) as transactions:
            for _, transaction in transactions.items():
                _write(runtime, [missing[key] for key in sorted(transaction["keys"])], adoption)
    for streams in _chunks(_behind(runtime)):
        _fold(runtime, streams, adoption)
    return adoption


def _deliveries(runtime: Runtime, adoption: Adoption) -> Iterator[Delivery]:
    """Every event on this service's own topics that it signed."""
    reader = Reader(runtime.settings, runtime.topics)
    try:
        for record in reader:
            try:
                yield read(record, runtime.contracts.owners, runtime.keyring)
            except (Unreadable, Unsigned):
                adoption.strangers += 1
    finally:
        reader.close()


def _compare(delivery: Delivery, known: Shelf, missing: Shelf) -> None:
    event, key = delivery.event, _key(delivery.event)
    there = known.get(event.id) or missing.get(key)
    if there is None:
        missing[key] = {
            "sha256": event.sha256,
            "raw": delivery.raw.decode(),
            "note": delivery.note,
            "path": delivery.path,
        }
    elif there["sha256"] != event.sha256:
        raise Contradiction(f"{event.id} has other bytes on Kafka")


def _require_no_holes(missing: Shelf, known: Shelf) -> None:
    for key, _ in missing.items():
        stream, _, version = key.rpartition("@")
        before = int(version) - 1
        if before and f"{stream}@{before}" not in known and f"{stream}@{before:09d}" not in missing:
            raise Contradiction(f"Kafka has {stream}@{before + 1} and nobody has {stream}@{before}")


def _transactions(missing: Shelf) -> Shelf:
    """The keys of what one note was signed over."""
    transactions = Shelf()
    for key, found in missing.items():
        number = hashlib.sha256(found["note"].encode()).hexdigest()
        transactions[number] = {"keys": [*transactions.get(number, {"keys": []})["keys"], key]}
    return transactions


def _write(runtime: Runtime, found: list[dict], adoption: Adoption) -> None:
    """One transaction's commits, all of them at once."""
    note, service = found[0]["note"], runtime.service.name
    signed = open_commit(note, runtime.keyring.verifier(service))
    placed = [(Path.parse(one["path"]).index, Event.parse(one["raw"].encode()), one) for one in found]
    placed.sort(key=lambda place: place[0])
    if signed.size > len(found):
        lacking = signed.size - len(found)
        adoption.lost.append(f"{lacking} of the {signed.size} events decided at {signed.time} with {placed[0][1].id}")
    adoption.lost += _unreadable(runtime, [event for _, event, _ in placed])
    commits, numbers = [], Counter()
    for events in _runs(placed):
        first, command = events[0][1], events[0][1].commandid
        number = numbers[command]
        numbers[command] += 1
        commits.append(
            {
                "_id": first.id,
                "stream": first.subject,
                "first": first.streamversion,
                "last": events[-1][1].streamversion,
                "at": parse_time(signed.time),
                "command_id": f"{command}#{number}" if number else command,
                "events": [
                    {"id": event.id, "type": event.type, "bytes": Binary(one["raw"].encode()), "path": one["path"]}
                    for _, event, one in events
                ],
                "published": True,
                "note": note,
            }
        )
    erased = {
        runtime.service.erasing[event.name](event) for _, event, _ in placed if event.name in runtime.service.erasing
    }

    def work(session):
        runtime.db.commits.bulk_write([InsertOne(commit) for commit in commits], session=session)
        for person in erased:
            row = {"_id": person}
            runtime.db[ERASURES].update_one(row, {"$setOnInsert": row}, upsert=True, session=session)

    transact(runtime.client, work)
    adoption.events += len(found)
    adoption.commits += len(commits)
    adoption.erased += len(erased)


def _runs(placed: list[tuple[int, Event, dict]]) -> Iterator[list[tuple[int, Event, dict]]]:
    """The events of each commit: neighbours in the transaction, of one command, one behind the other in one stream."""

    def rest(place: tuple[int, tuple[int, Event, dict]]):
        at, (index, event, _) = place
        return event.subject, event.commandid, event.streamversion - at, index - at

    for _, run in groupby(enumerate(placed), rest):
        yield [place for _, place in run]


def _unreadable(runtime: Runtime, events: Iterable[Event]) -> Iterator[str]:
    """What is sealed with keys that are not there: they were made after the backup."""
    for event in events:
        people = set(_sealers(event.data))
        there = {row["_id"] for row in runtime.keys.persons.find({"_id": {"$in": sorted(people)}}, {"_id": 1})}
        for person in sorted(people - there):
            yield f"what {event.id} says in sealed words: the key of {person} was made after the backup"


def _sealers(value) -> Iterator[str]:
    if isinstance(value, dict):
        if "sealed" in value and "kid" in value:
            yield value["kid"]
        for part in value.values():
            yield from _sealers(part)
    elif isinstance(value, list):
        for part in value:
            yield from _sealers(part)


def _behind(runtime: Runtime) -> Iterator[str]:
    """Streams whose state is not at their last commit, or is not there."""
    last = {"$group": {"_id": "$stream", "last": {"$max": "$last"}}}
    state = {"$lookup": {"from": "state", "localField": "_id", "foreignField": "_id", "as": "state"}}
    behind = {"$match": {"$expr": {"$ne": ["$last", {"$ifNull": [{"$first": "$state.version"}, 0]}]}}}
    for found in runtime.db.commits.aggregate([last, state, behind], allowDiskUse=True):
        yield found["_id"]


def _fold(runtime: Runtime, streams: list[str], adoption: Adoption) -> None:
    writes = []
    for loaded in runtime.store.load_all_signed(streams):
        aggregate = runtime.store.aggregate(loaded.stream)
        document = {
            "aggregate": aggregate_of(loaded.stream),
            "version": loaded.version,
            "shape": aggregate.shape,
            "data": loaded.state,
        }
        writes.append(UpdateOne({"_id": loaded.stream}, {"$set": document}, upsert=True))
    runtime.db.state.bulk_write(writes, ordered=False)
    adoption.states += len(writes)


def _key(event: Event) -> str:
    """In the order of the versions."""
    return f"{event.subject}@{event.streamversion:09d}"


def _chunks(streams: Iterator[str]) -> Iterator[list[str]]:
    for _, some in groupby(enumerate(streams), lambda place: place[0] // STREAMS_AT_ONCE):
        yield [stream for _, stream in some]
