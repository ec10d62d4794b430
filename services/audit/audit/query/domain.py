"""A search: kept under a title to be run again, or carried out where it follows a person.

Streams: query-<uuid>. A search for what happened to a person opens personal data, though
only a pseudonym stands in it: it is recorded, with its reason, before it is answered.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused


@dataclass(frozen=True, slots=True)
class Save:
    """`criteria` are the search's own parameters, each a text."""

    title: str
    criteria: dict[str, str]


@dataclass(frozen=True, slots=True)
class Remove:
    pass


@dataclass(frozen=True, slots=True)
class Execute:
    """A search that follows `person`, for a `reason`."""

    person: str
    criteria: dict[str, str]
    reason: str


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    match command:
        case Save():
            if state is not None:
                raise Refused("kueri-sudah-ada", "Kueri ini sudah disimpan.")
            return [Fact("query.saved", asdict(command))]
        case Execute():
            if state is not None:
                raise Refused("kueri-sudah-ada", "Penelusuran ini sudah dijalankan.")
            return [Fact("query.executed", asdict(command))]
        case Remove():
            if state is None or state["kind"] != "saved":
                raise Refused("kueri-tidak-ada", "Kueri tersimpan ini tidak ditemukan.", status=404)
            return [] if state["removed_at"] else [Fact("query.removed", {})]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "query.saved":
            return {**event.data, "kind": "saved", "by": event.actor, "at": event.time, "removed_at": None}
        case "query.executed":
            return {**event.data, "kind": "executed", "by": event.actor, "at": event.time}
        case "query.removed":
            return {**state, "removed_at": event.time}


AGGREGATE = Aggregate("query", decide, evolve)
