"""The pure part of the kit: what a service's rules are written with.

A *fact* is what a decision says happened; an *event* is that fact recorded in a
stream, with the envelope of CloudEvents 1.0. `domain.py` and `views.py` import
this module and the standard library, and nothing else of the kit.
"""

import hashlib
import json
import os
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NAMESPACE = "id.go.tanjungbalai.asn"
DATASCHEMA = "urn:asn-tanjungbalai:contract:"


class Refused(Exception):
    """A command that a rule forbids.

    `rule` is the rule's stable code, `message` an Indonesian sentence that says
    what to do, `field` the name of the input at fault, `status` an HTTP status.
    """

    def __init__(self, rule: str, message: str, field: str | None = None, status: int = 409):
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.field = field
        self.status = status


@dataclass(frozen=True, slots=True)
class Fact:
    """What a decision says happened: `name` is "<aggregate>.<fact>", `data` JSON types only.

    `validtime` is the moment from which the fact holds, when it differs from the
    moment of recording (RFC 3339). `time` stands for the moment of recording where a finer one would
    say who it was: the beginning of the day.
    """

    name: str
    data: dict[str, Any]
    validtime: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A recorded fact, as it stands in Kafka and in the commits collection."""

    id: str
    source: str
    type: str
    subject: str
    time: str
    streamversion: int
    data: dict[str, Any]
    actor: str
    correlationid: str
    causationid: str | None = None
    validtime: str | None = None
    traceparent: str | None = None
    dataschema: str | None = None
    commandid: str | None = None
    nonce: str | None = None
    basis: str | None = None
    sha256: str | None = None
    """Of the bytes (hex); None when the event was not made from bytes."""

    @property
    def service(self) -> str:
        return self.source.removeprefix("/asn/")

    @property
    def name(self) -> str:
        """ "<service>.<aggregate>.<fact>", without namespace and version."""
        return self.type.removeprefix(NAMESPACE + ".").rpartition(".")[0]

    @property
    def typeversion(self) -> int:
        return int(self.type.rpartition(".v")[2])

    @property
    def fact(self) -> str:
        """ "<aggregate>.<fact>"."""
        return self.name.partition(".")[2]

    @property
    def at(self) -> datetime:
        return parse_time(self.time)

    @property
    def basis_versions(self) -> dict[str, int]:
        """The version of each neighbouring stream that this decision was made on."""
        pairs = (reference.rpartition("@") for reference in (self.basis or "").split())
        return {stream: int(version) for stream, _, version in pairs}

    @property
    def reference(self) -> dict[str, str]:
        """What a second signature names of this event: {"event", "sha256"}."""
        return {"event": self.id, "sha256": self.sha256}

    @classmethod
    def parse(cls, raw: bytes) -> "Event":
        return cls.from_envelope(json.loads(raw), hashlib.sha256(raw).hexdigest())

    @classmethod
    def from_envelope(cls, envelope: dict[str, Any], sha256: str | None = None) -> "Event":
        return cls(**{name: envelope.get(name) for name in ENVELOPE}, sha256=sha256)


ENVELOPE = tuple(name for name in Event.__slots__ if name != "sha256")


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One kind of stream: its rule and what its events change.

    `decide(state, command, now)` gives facts or raises Refused; `evolve(state, event)`
    gives the next state. `state` is None before the first event, then a dict of JSON
    types. `shape` numbers evolve's output format: another number means refold on load.

    `again` makes a kind of fact a decision of weight: for its name, `again(event, states)` rebuilds the
    command from the event and the neighbours' states at the versions that its `basis` names, so that anybody
    can decide it again. Such an aggregate is folded from signed commits before it decides.
    """

    name: str
    decide: Callable[[dict | None, Any, datetime], list[Fact]]
    evolve: Callable[[dict | None, Event], dict]
    shape: int = 1
    again: Mapping[str, Callable[[Event, Mapping[str, dict | None]], Any]] = field(default_factory=dict)


EVERY = "*"
Keys = Callable[[Event], Iterable[str]]
Fold = Callable[[dict | None, Event], dict | None]


class View:
    """A read model as a fold: for each type of event, the rows that it touches and what it makes of each.

        ROSTER = View("roster", shape=1, indexes=[…])

        @ROSTER.on("training.civil_servant.added", keys=lambda event: [event.data["person"]])
        def add(row, event): …        the row's next content, or None to remove it

    Events of one stream come in order, those of different streams in any order: a fold gives the same row in
    every interleaving. Each event is folded once, so a row may count. `shape` numbers what the folds make:
    another number, and a new generation of rows is filled.
    """

    def __init__(self, name: str, shape: int = 1, indexes: Iterable[Any] = ()):
        self.name = name
        self.shape = shape
        self.indexes = tuple(indexes)
        self._handlers: dict[str, tuple[Keys, Fold]] = {}

    def on(self, *names: str, keys: Keys) -> Callable[[Fold], Fold]:
        """Declare what these types ("<service>.<aggregate>.<fact>", or EVERY) touch; the function folds one row."""

        def declare(fold: Fold) -> Fold:
            for name in names:
                if name in self._handlers:
                    raise ValueError(f"the view {self.name} already folds {name}")
                self._handlers[name] = (keys, fold)
            return fold

        return declare

    @property
    def types(self) -> list[str]:
        return sorted(self._handlers)

    def handles(self, event: Event) -> bool:
        return self._handler(event) is not None

    def keys(self, event: Event) -> Iterable[str]:
        handler = self._handler(event)
        return handler[0](event) if handler else ()

    def fold(self, row: dict | None, event: Event) -> dict | None:
        return self._handler(event)[1](row, event)

    def _handler(self, event: Event) -> tuple[Keys, Fold] | None:
        return self._handlers.get(event.name) or self._handlers.get(EVERY)


def fold(aggregate: Aggregate, events: Iterable[Event], state: dict | None = None) -> dict | None:
    for event in events:
        state = aggregate.evolve(state, event)
    return state


def new_id(aggregate: str) -> str:
    """A random, time-ordered stream id: "<aggregate>-<UUIDv7>" (RFC 9562 §5.7)."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (millis << 80) | random
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return f"{aggregate}-{uuid.UUID(int=value)}"


def aggregate_of(stream: str) -> str:
    return stream.partition("-")[0]


def uuid_of(stream: str) -> str:
    """The UUID of a stream id "<aggregate>-<uuid>"."""
    return stream.partition("-")[2]


def format_time(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def parse_time(text: str) -> datetime:
    return datetime.fromisoformat(text)
