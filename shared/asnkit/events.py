"""The pure part of the kit: what a service's rules are written with.

A *fact* is what a decision says happened; an *event* is that fact recorded in a
stream, with the envelope of CloudEvents 1.0. `domain.py` and `views.py` import
this module and the standard library, and nothing else of the kit.
"""

import json
import os
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NAMESPACE = "id.go.tanjungbalai.asn"


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
    moment of recording (RFC 3339).
    """

    name: str
    data: dict[str, Any]
    validtime: str | None = None


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

    @classmethod
    def parse(cls, raw: bytes | str) -> "Event":
        return cls.from_envelope(json.loads(raw))

    @classmethod
    def from_envelope(cls, envelope: dict[str, Any]) -> "Event":
        return cls(**{name: envelope.get(name) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One kind of stream: its rule and what its events change.

    `decide(state, command, now)` gives facts or raises Refused; `evolve(state, event)`
    gives the next state. `state` is None before the first event, then a dict of JSON
    types. `shape` numbers evolve's output format: another number means refold on load.
    """

    name: str
    decide: Callable[[dict | None, Any, datetime], list[Fact]]
    evolve: Callable[[dict | None, Event], dict]
    shape: int = 1


@dataclass(frozen=True, slots=True)
class View:
    """A read model as a fold.

    `keys(event)` names the rows that an event touches, `fold(row, event)` gives the
    row's next content, or None to remove it. Events of one stream come in order, those
    of different streams in any order: a fold gives the same row in every interleaving.
    """

    name: str
    keys: Callable[[Event], Iterable[str]]
    fold: Callable[[dict | None, Event], dict | None]
    indexes: tuple[Any, ...] = field(default=())


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
