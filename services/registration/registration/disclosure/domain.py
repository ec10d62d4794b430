"""A reading of sealed personal data by someone other than its owner.

Each reading is a stream of its own, disclosure-<uuid>: readings never wait for each
other, and a person can be told who opened what (docs/rules.md §6.2).
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

LIMIT_PERSONS = 1000
ERASED = "erased"
"""Why a person's data is null in an answer."""


@dataclass(frozen=True, slots=True)
class Record:
    """`persons` are ids, `fields` names of what was opened, `purpose` why."""

    persons: tuple[str, ...]
    fields: tuple[str, ...]
    purpose: str
    application: str | None = None


def decide(state: dict | None, command: Record, now: datetime) -> list[Fact]:
    if not isinstance(command, Record):
        raise TypeError(command)
    data = {
        "persons": list(command.persons),
        "fields": list(command.fields),
        "purpose": command.purpose,
        "application": command.application,
    }
    return [Fact("disclosure.recorded", data)]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "reader": event.actor}


AGGREGATE = Aggregate("disclosure", decide, evolve)
