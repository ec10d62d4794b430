"""A reading of an applicant's sealed words by somebody else than their owner.

Streams: objection_reading-<uuid>, one for each reading: readings never wait for each other (docs/rules.md §6.2).
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact


@dataclass(frozen=True, slots=True)
class Record:
    """`objection` is the stream that was opened, `person` whose words are in it."""

    person: str
    objection: str


def decide(state: dict | None, command: Record, now: datetime) -> list[Fact]:
    if not isinstance(command, Record):
        raise TypeError(command)
    return [Fact("objection_reading.recorded", {"person": command.person, "objection": command.objection})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "reader": event.actor}


AGGREGATE = Aggregate("objection_reading", decide, evolve)
