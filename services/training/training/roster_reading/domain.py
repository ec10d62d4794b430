"""A reading of names, or of a paper, that training keeps itself, by somebody else than their owner.

Streams: roster_reading-<uuid>, one for each reading: readings never wait for each other (docs/rules.md §6.2). Names of
those who were appointed here are in registration, which records their readings itself.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

LIMIT_PERSONS = 1000


@dataclass(frozen=True, slots=True)
class Record:
    """`persons` are ids, `purpose` "roster", "certificate", or "activity": its paper."""

    persons: tuple[str, ...]
    purpose: str


def decide(state: dict | None, command: Record, now: datetime) -> list[Fact]:
    if not isinstance(command, Record):
        raise TypeError(command)
    return [Fact("roster_reading.recorded", {"persons": list(command.persons), "purpose": command.purpose})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "reader": event.actor}


AGGREGATE = Aggregate("roster_reading", decide, evolve)
