"""How a decision is saved: one commit document, the stream's state, the command's answer.

All of it is one MongoDB transaction. The commits collection is the history *and* the outbox:
the relay (relay.py) sends what is still `published: false`. An event's bytes are made here,
once, and never again: Kafka carries them, the audit log hashes them.

Life of a command: load the state, decide, check the contract of every event, encode it, then
write claims, commit, state, deadlines and answer together. Whoever comes second
with the same command id gets the first answer; whoever loses a race decides again on what the
winner left.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson
from bson.binary import Binary
from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateOne
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError
from tlog.notes import Signer

from .clock import Clock
from .contracts import Contracts
from .db import patience, transact
from .errors import KeyReused, StaleVersion
from .events import NAMESPACE, Aggregate, Event, Fact, Refused, aggregate_of, fold, format_time
from .promises import promise

EVENT_LIMIT_BYTES = 900_000
VERSION = 1


@dataclass(frozen=True)
class Context:
    """Who acts, in which command, because of what.

    `actor` is "<role>:<pseudonym>"; `command_id` makes the command happen once;
    `causationid` is the event that caused it, `if_match` the version the caller saw.
    """

    actor: str
    command_id: str
    correlationid: str
    request_hash: str = ""
    causationid: str | None = None
    traceparent: str | None = None
    if_match: int | None = None
    answered: bool = True
    """Whether somebody waits for the answer and is owed a promise."""


@dataclass(frozen=True)
class Loaded:
    stream: str
    version: int
    state: dict | None


@dataclass(frozen=True)
class Answer:
    """What a command's caller gets: the stream, its new version, the event ids, the promise."""

    stream: str
    version: int
    events: list[str]
    promise: str | None
    extra: dict[str, Any] = field(default_factory=dict)
    repeated: bool = False
    """Whether an earlier request with the same command id got this answer."""


class Store:
    """One service's streams: loading, deciding, writing."""

    def __init__(
        self,
        db: Database,
        service: str,
        aggregates: Iterable[Aggregate],
        contracts: Contracts,
        clock: Clock,
        signer: Callable[[], Signer],
    ):
        self.db = db
        self.service = service
        self.aggregates = {aggregate.name: aggregate for aggregate in aggregates}
        self.contracts = contracts
        self.clock = clock
        self._signer = signer

    def aggregate(self, stream: str) -> Aggregate:
        return self.aggregates[aggregate_of(stream)]

    def load(self, stream: str, session=None) -> Loaded:
        """The stream's state now; version 0 and None when it does not exist."""
        return self._loaded(stream, self.db.state.find_one({"_id": stream}, session=session), session)

    def events(self, stream: str, session=None) -> list[Event]:
        """The stream's history, in order."""
        commits = self.db.commits.find({"stream": stream}, session=session).sort("first")
        return [Event.parse(event["bytes"]) for commit in commits for event in commit["events"]]

    def run(self, context: Context, work: Callable[["Tx"], Any]) -> Answer:
        """Do `work(tx)` in one transaction, exactly once for each command id.

        Raises Refused, StaleVersion, KeyReused; Unavailable when nothing is known to be
        written (the same command id may be sent again).
        """

        def attempt(session):
            tx = Tx(self, session, context)
            work(tx)
            return tx.flush()

        try:
            with patience():
                return transact(self.db.client, attempt)
        except (Refused, StaleVersion, _CommandKnown) as refusal:
            # A repeated command is often refused by its own first success ("already
            # submitted"), so the stored answer is looked for only when something went wrong.
            known = self.answer(context)
            if known:
                return known
            raise refusal

    def answer(self, context: Context) -> Answer | None:
        """The stored answer of this command id. Raises KeyReused when the request differed."""
        with patience():
            stored = self.db.commands.find_one({"_id": context.command_id})
        if stored is None:
            return None
        if stored["request_hash"] != context.request_hash:
            raise KeyReused(context.command_id)
        return Answer(
            stored["stream"],
            stored["version"],
            stored["events"],
            stored["promise"],
            stored.get("extra", {}),
            repeated=True,
        )

    def _loaded(self, stream: str, document: dict | None, session=None) -> Loaded:
        if document is None:
            return Loaded(stream, 0, None)
        aggregate = self.aggregate(stream)
        if document["shape"] != aggregate.shape:
            return Loaded(stream, document["version"], fold(aggregate, self.events(stream, session)))
        return Loaded(stream, document["version"], document["data"])


class _CommandKnown(Exception):
    """Another transaction wrote this command id first."""


class Tx:
    """One transaction: what a command has read so far and what it will write."""

    def __init__(self, store: Store, session, context: Context):
        self.store = store
        self.db = store.db
        self.session = session
        self.context = context
        self.now: datetime = store.clock.now()
        self.extra: dict[str, Any] = {}
        self._loaded: dict[str, Loaded] = {}
        self._before: dict[str, int] = {}
        self._commits: list[dict] = []
        self._commands: dict[str, dict] = {}
        self._claims: list[tuple[str, str, Refused]] = []
        self._released: list[str] = []
        self._deadlines: list[ReplaceOne | DeleteOne] = []
        self._written: list[tuple[str, bytes]] = []

    @property
    def actor(self) -> str:
        return self.context.actor

    @property
    def if_match(self) -> int | None:
        return self.context.if_match

    def load(self, stream: str) -> Loaded:
        if stream not in self._loaded:
            self._loaded[stream] = self.store.load(stream, self.session)
        return self._loaded[stream]

    def preload(self, streams: Iterable[str]) -> None:
        """Load many streams in one call, for bulk work."""
        missing = [stream for stream in streams if stream not in self._loaded]
        found = {d["_id"]: d for d in self.db.state.find({"_id": {"$in": missing}}, session=self.session)}
        for stream in missing:
            self._loaded[stream] = self.store._loaded(stream, found.get(stream), self.session)

    def decide(self, stream: str, command: Any, if_match: int | None = None, command_id: str | None = None):
        """Let the stream's rule decide and append its facts; returns the events."""
        loaded = self.load(stream)
        if if_match is not None and if_match != loaded.version:
            raise StaleVersion(stream, if_match, loaded.version)
        facts = self.store.aggregate(stream).decide(loaded.state, command, self.now)
        return self.append(stream, facts, command_id)

    def append(self, stream: str, facts: Iterable[Fact], command_id: str | None = None) -> list[Event]:
        loaded = self.load(stream)
        aggregate = self.store.aggregate(stream)
        events, documents, state = [], [], loaded.state
        for version, fact in enumerate(facts, start=loaded.version + 1):
            raw = self._encode(stream, version, fact)
            event = Event.from_envelope(orjson.loads(raw))
            state = aggregate.evolve(state, event)
            events.append(event)
            documents.append({"id": event.id, "type": event.type, "bytes": Binary(raw)})
            self._written.append((event.id, raw))
        command_id = command_id or self.context.command_id
        self._record(command_id, stream, loaded.version + len(events), [event.id for event in events])
        if not events:
            return events
        first, last = loaded.version + 1, loaded.version + len(events)
        self._commits.append(
            {
                "_id": f"{stream}@{first}",
                "stream": stream,
                "first": first,
                "last": last,
                "at": self.now,
                "command_id": command_id,
                "events": documents,
                "published": False,
            }
        )
        self._before.setdefault(stream, loaded.version)
        self._loaded[stream] = Loaded(stream, last, state)
        return events

    def claim(self, key: str, stream: str, otherwise: Refused) -> None:
        """Take a key that only one stream may hold; `otherwise` is raised when it is taken."""
        self._claims.append((key, stream, otherwise))

    def release(self, key: str) -> None:
        self._released.append(key)

    def deadline(self, stream: str, purpose: str, due: datetime, command: str, args: dict) -> None:
        """Set or move the one deadline of this purpose; `command` names an entry of DEADLINES."""
        identifier = f"{stream}/{purpose}"
        document = {"_id": identifier, "stream": stream, "due": due, "command": command, "args": args}
        self._deadlines.append(ReplaceOne({"_id": identifier}, document, upsert=True))

    def cancel(self, stream: str, purpose: str) -> None:
        self._deadlines.append(DeleteOne({"_id": f"{stream}/{purpose}"}))

    def known(self, command_id: str) -> bool:
        """Whether this command id has been carried out, now or ever."""
        if command_id in self._commands:
            return True
        found = self.db.commands.find_one({"_id": command_id}, {"_id": 1}, session=self.session)
        return found is not None

    def flush(self) -> Answer:
        """Write everything. The order puts the cheap refusals first."""
        answer = self._answer()
        self._write_commands()
        self._write_claims()
        if self._commits:
            self.db.commits.insert_many(self._commits, session=self.session)
            self._write_states()
        if self._deadlines:
            self.db.deadlines.bulk_write(self._deadlines, session=self.session)
        return answer

    def _encode(self, stream: str, version: int, fact: Fact) -> bytes:
        name = f"{self.store.service}.{fact.name}"
        self.store.contracts.check(name, fact.data)
        envelope = {
            "specversion": "1.0",
            "id": f"{stream}@{version}",
            "source": f"/asn/{self.store.service}",
            "type": f"{NAMESPACE}.{name}.v{VERSION}",
            "subject": stream,
            "time": format_time(self.now),
            "datacontenttype": "application/json",
            "dataschema": f"urn:asn-tanjungbalai:contract:{name}.v{VERSION}",
            "streamversion": version,
            "partitionkey": stream,
            "actor": self.context.actor,
            "correlationid": self.context.correlationid,
        }
        if self.context.causationid:
            envelope["causationid"] = self.context.causationid
        if self.context.traceparent:
            envelope["traceparent"] = self.context.traceparent
        if fact.validtime:
            envelope["validtime"] = fact.validtime
        envelope["data"] = fact.data
        raw = orjson.dumps(envelope, option=orjson.OPT_PASSTHROUGH_DATETIME)
        if len(raw) > EVENT_LIMIT_BYTES:
            raise Refused("peristiwa-terlalu-besar", "Isian terlalu besar untuk dicatat.", status=413)
        return raw

    def _record(self, command_id: str, stream: str, version: int, events: list[str]) -> None:
        record = self._commands.get(command_id)
        if record is None:
            self._commands[command_id] = {
                "_id": command_id,
                "request_hash": self.context.request_hash,
                "status": "done",
                "stream": stream,
                "version": version,
                "events": events,
                "at": self.now,
                "promise": None,
            }
        else:
            record["events"] = record["events"] + events
            if record["stream"] == stream:
                record["version"] = version

    def _answer(self) -> Answer:
        record = self._commands.get(self.context.command_id)
        if record is None:
            return Answer("", 0, [], None, self.extra)
        if self.context.answered and self._written:
            record["promise"] = promise(self.store._signer(), format_time(self.now), self._written)
        if self.extra:
            record["extra"] = self.extra
        return Answer(record["stream"], record["version"], record["events"], record["promise"], self.extra)

    def _write_commands(self) -> None:
        try:
            if len(self._commands) == 1:
                self.db.commands.insert_one(next(iter(self._commands.values())), session=self.session)
            elif self._commands:
                self.db.commands.insert_many(self._commands.values(), session=self.session)
        except DuplicateKeyError:
            raise _CommandKnown from None
        except BulkWriteError as error:
            if error.details["writeErrors"][0]["code"] == 11000:
                raise _CommandKnown from None
            raise

    def _write_claims(self) -> None:
        if self._released:
            self.db.claims.delete_many({"_id": {"$in": self._released}}, session=self.session)
        for key, stream, otherwise in self._claims:
            try:
                self.db.claims.insert_one({"_id": key, "stream": stream}, session=self.session)
            except DuplicateKeyError:
                raise otherwise from None

    def _write_states(self) -> None:
        writes = []
        for stream, before in self._before.items():
            loaded = self._loaded[stream]
            document = {
                "_id": stream,
                "aggregate": aggregate_of(stream),
                "version": loaded.version,
                "shape": self.store.aggregate(stream).shape,
                "data": loaded.state,
            }
            if before == 0:
                writes.append(InsertOne(document))
            else:
                content = {key: value for key, value in document.items() if key != "_id"}
                writes.append(UpdateOne({"_id": stream, "version": before}, {"$set": content}))
        result = self.db.state.bulk_write(writes, ordered=False, session=self.session)
        if result.inserted_count + result.matched_count != len(writes):
            raise RuntimeError("a state document is not at the version that its transaction read")


def command_id(actor: str, operation: str, key: str) -> str:
    """The identity of a command: the same actor, operation and key are the same command."""
    return hashlib.sha256("\n".join((actor, operation, key)).encode()).hexdigest()


def caused_by(event: Event, actor: str, command: str, **changes) -> Context:
    """The context of a command that an event causes."""
    context = Context(
        actor=actor,
        command_id=command,
        correlationid=event.correlationid,
        causationid=event.id,
        traceparent=event.traceparent,
        answered=False,
    )
    return replace(context, **changes)
