"""Somebody of the staff opened what a reporter wrote: recorded before it is shown (docs/decisions/0044).

Streams: reading-<uuid>, one for each.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

FIELDS = ("text", "reporter_name", "contact", "messages")


@dataclass(frozen=True, slots=True)
class Record:
    complaint: str


def decide(state: dict | None, command: Record, now: datetime) -> list[Fact]:
    if not isinstance(command, Record):
        raise TypeError(command)
    return [Fact("reading.recorded", {"complaint": command.complaint, "fields": list(FIELDS)})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "reader": event.actor}


AGGREGATE = Aggregate("reading", decide, evolve)
