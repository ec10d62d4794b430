"""One transaction of a service: what a command has read so far and what it will write.

Life of a command: load the state, decide, check the contract of every event, encode it, sign all of them with one
note, then write commit, state, claims, deadlines and answer together. An event's bytes are made here, once.
"""

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime, timedelta
from typing import Any

import orjson
from bson.binary import Binary
from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError
from tlog.commits import sign

from .commands import Answer, CommandKnown, Context, Loaded
from .errors import StaleVersion
from .events import DATASCHEMA, NAMESPACE, Event, Fact, Refused, aggregate_of, format_time
from .letterbox import waiting_letter
from .promises import promise

EVENT_LIMIT_BYTES = 900_000
ANSWERS_KEPT = timedelta(days=1)


class Tx:
    """What a command's work is given: `load`, `hold`, `decide`, `claim`, `deadline`, `letter` …"""

    def __init__(self, store, session, context: Context):
        self.store = store
        self.db = store.db
        self.session = session
        self.context = context
        self.now: datetime = store.clock.now()
        self.extra: dict[str, Any] = {}
        self._loaded: dict[str, Loaded] = {}
        self._signed: set[str] = set()
        self._held: set[str] = set()
        self._before: dict[str, int] = {}
        self._commits: list[dict] = []
        self._commands: dict[str, int] = {}
        self._asked: str | None = None
        self._claims: list[tuple[str, str, Refused]] = []
        self._released: list[str] = []
        self._deadlines: list[ReplaceOne | DeleteOne] = []
        self._letters: list[dict] = []

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
            self._loaded[stream] = self.store.loaded(stream, found.get(stream), self.session)

    def hold(self, stream: str) -> Loaded:
        """Load a neighbour on whose staying as it is the decision rests.

        Reading it in this transaction is not enough: snapshot isolation lets two transactions each read what
        the other writes, and both commit. So its state document is written, too: whoever writes that stream
        at the same time conflicts with us, and one of the two decides again. For neighbours that seldom
        change; where many write at once, their changes are given a moment ahead instead (docs/decisions/0019).
        """
        loaded = self.load(stream)
        if loaded.version:
            self._held.add(stream)
        return loaded

    def load_signed(self, stream: str) -> Loaded:
        """The stream as its signed commits have it, whatever its state document says. Raises Unsigned."""
        if stream not in self._signed and stream not in self._before:
            self._loaded[stream] = self.store.load_signed(stream, self.session)
            self._signed.add(stream)
        return self._loaded[stream]

    def load_all_signed(self, streams: Iterable[str]) -> list[Loaded]:
        """As load_signed, for streams that exist, in one call. Raises Unsigned."""
        streams = list(streams)
        unread = [stream for stream in streams if stream not in self._signed and stream not in self._before]
        for loaded in self.store.load_all_signed(unread, self.session):
            self._loaded[loaded.stream] = loaded
            self._signed.add(loaded.stream)
        return [self._loaded[stream] for stream in streams]

    def decide(self, stream: str, command: Any, if_match: int | None = None, command_id: str | None = None):
        """Let the stream's rule decide and append its facts; returns the events."""
        aggregate = self.store.aggregate(stream)
        loaded = self.load_signed(stream) if aggregate.again else self.load(stream)
        if if_match is not None and if_match != loaded.version:
            raise StaleVersion(stream, if_match, loaded.version)
        return self.append(stream, aggregate.decide(loaded.state, command, self.now), command_id)

    def append(self, stream: str, facts: Iterable[Fact], command_id: str | None = None) -> list[Event]:
        loaded = self.load(stream)
        aggregate = self.store.aggregate(stream)
        command_id = command_id or self.context.command_id
        events, documents, state = [], [], loaded.state
        for version, fact in enumerate(facts, start=loaded.version + 1):
            raw = self._encode(stream, version, fact, command_id, fact.name in aggregate.again)
            event = self.store.upcasters.newest(Event.parse(raw))
            state = aggregate.evolve(state, event)
            events.append(event)
            documents.append({"id": event.id, "type": event.type, "bytes": Binary(raw)})
        if self._asked is None and command_id == self.context.command_id:
            self._asked = stream
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
                "command_id": self._numbered(command_id),
                "events": documents,
                "published": False,
            }
        )
        self._before.setdefault(stream, loaded.version)
        self._loaded[stream] = Loaded(stream, last, state)
        return events

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Several commands that happen all or not at all: what was begun is taken back when one is refused."""
        before = {name: copy(value) for name, value in vars(self).items() if isinstance(value, dict | list | set)}
        asked = self._asked
        try:
            yield
        except Refused:
            vars(self).update(before, _asked=asked)
            raise

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

    def letter(self, kind: str, args: dict, until: datetime) -> None:
        """Let a letter go out: an entry of LETTERS, with ids as `args`; void after `until` (real time)."""
        self._letters.append(waiting_letter(uuid.uuid4().hex, kind, args, until))

    def notice(self, number: str, kind: str, args: dict, due: datetime, until: datetime) -> None:
        """As `letter`, for what nobody waits for; `number` is its own for ever, `due` is when it may go (real time)."""
        self._letters.append(waiting_letter(number, kind, args, until, due))

    def known(self, command_id: str) -> bool:
        """Whether this command has written events, now or ever."""
        if command_id in self._commands:
            return True
        return self.db.commits.find_one({"command_id": command_id}, {"_id": 1}, session=self.session) is not None

    def flush(self) -> Answer:
        """Sign and write everything. The order puts the cheap refusals first."""
        note = self._sign() if self._commits else None
        answer = self._answer(note)
        if self.context.answered:
            self._write_answer(answer)
        self._write_claims()
        if self._commits:
            self._write_commits()
            self._write_states()
        self._write_holds()
        if self._deadlines:
            self.db.deadlines.bulk_write(self._deadlines, session=self.session)
        if self._letters:
            self.db.letters.insert_many(self._letters, session=self.session)
        return answer

    def _encode(self, stream: str, version: int, fact: Fact, command_id: str, weighty: bool) -> bytes:
        name = f"{self.store.service}.{fact.name}"
        newest = self.store.contracts.newest(name)
        self.store.contracts.check(name, fact.data, newest)
        envelope = {
            "specversion": "1.0",
            "id": f"{stream}@{version}",
            "source": f"/asn/{self.store.service}",
            "type": f"{NAMESPACE}.{name}.v{newest}",
            "subject": stream,
            "time": fact.time or format_time(self.now),
            "datacontenttype": "application/json",
            "dataschema": f"{DATASCHEMA}{name}.v{newest}",
            "streamversion": version,
            "partitionkey": stream,
            "actor": self.context.actor,
            "correlationid": self.context.correlationid,
            "commandid": command_id,
            # The log publishes the SHA-256 of these bytes: with this in them, a guess cannot be tried.
            "nonce": os.urandom(16).hex(),
        }
        if self.context.causationid:
            envelope["causationid"] = self.context.causationid
        if self.context.traceparent:
            envelope["traceparent"] = self.context.traceparent
        if fact.validtime:
            envelope["validtime"] = fact.validtime
        if weighty:
            envelope["basis"] = self._basis(stream)
        envelope["data"] = fact.data
        raw = orjson.dumps(envelope, option=orjson.OPT_PASSTHROUGH_DATETIME)
        if len(raw) > EVENT_LIMIT_BYTES:
            raise Refused("peristiwa-terlalu-besar", "Isian terlalu besar untuk dicatat.", status=413)
        return raw

    def _basis(self, stream: str) -> str:
        """Every neighbour that was looked at, as "<stream>@<version>"."""
        seen = (loaded for other, loaded in sorted(self._loaded.items()) if other != stream and loaded.version)
        return " ".join(f"{loaded.stream}@{self._before.get(loaded.stream, loaded.version)}" for loaded in seen)

    def _numbered(self, command_id: str) -> str:
        """What is unique over all commits: a command's id, and "#1", "#2" … for what else it writes."""
        number = self._commands.get(command_id, 0)
        self._commands[command_id] = number + 1
        return f"{command_id}#{number}" if number else command_id

    def _sign(self) -> str:
        events = [event for commit in self._commits for event in commit["events"]]
        digests = [hashlib.sha256(event["bytes"]).digest() for event in events]
        note, paths = sign(self.store.signer, format_time(self.now), digests)
        for event, path in zip(events, paths, strict=True):
            event["path"] = path.text
        for commit in self._commits:
            commit["note"] = note
        return note

    def _answer(self, note: str | None) -> Answer:
        mine = [c for c in self._commits if c["command_id"].partition("#")[0] == self.context.command_id]
        if not mine and self._asked:
            return Answer(self._asked, self.load(self._asked).version, [], None, self.extra)
        return answer_of(mine, self._commits if self.context.answered else [], note, self.extra)

    def _write_answer(self, answer: Answer) -> None:
        """The cached answer of an HTTP command; that it happened is what its commit says."""
        document = {
            "_id": self.context.command_id,
            "request_hash": self.context.request_hash,
            "actor": self.context.actor,
            "stream": answer.stream,
            "version": answer.version,
            "events": answer.events,
            "promise": answer.promise,
            "extra": answer.extra,
            "expires": self.store.real_now() + ANSWERS_KEPT,
        }
        try:
            self.db.commands.insert_one(document, session=self.session)
        except DuplicateKeyError:
            raise CommandKnown from None

    def _write_commits(self) -> None:
        try:
            self.db.commits.insert_many(self._commits, session=self.session)
        except BulkWriteError as error:
            first = error.details["writeErrors"][0]
            if first["code"] == 11000 and "command_id" in first["keyPattern"]:
                raise CommandKnown from None
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

    def _write_holds(self) -> None:
        held = [
            UpdateOne({"_id": stream, "version": self._loaded[stream].version}, {"$inc": {"held": 1}})
            for stream in sorted(self._held - self._before.keys())
        ]
        if held and self.db.state.bulk_write(held, session=self.session).matched_count != len(held):
            raise RuntimeError("a state document is not at the version that its transaction read")


def answer_of(mine: list[dict], signed: list[dict], note: str | None, extra: dict) -> Answer:
    """The answer of a command that wrote the commits `mine`; `signed` are all commits that `note` promises."""
    if not mine:
        return Answer("", 0, [], None, extra)
    first = mine[0]
    version = max(commit["last"] for commit in mine if commit["stream"] == first["stream"])
    events = [event["id"] for commit in mine for event in commit["events"]]
    promised = [
        (event["id"], hashlib.sha256(event["bytes"]).digest(), event["path"])
        for commit in signed
        for event in commit["events"]
    ]
    return Answer(first["stream"], version, events, promise(note, promised) if promised else None, extra)
