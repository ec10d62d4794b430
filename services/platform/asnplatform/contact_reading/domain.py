"""Somebody of IT opened the address of an agency's contact: recorded before it is shown (docs/decisions/0044).

Streams: contact_reading-<uuid>, one for each.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact


@dataclass(frozen=True, slots=True)
class Record:
    agency: str


def decide(state: dict | None, command: Record, now: datetime) -> list[Fact]:
    if not isinstance(command, Record):
        raise TypeError(command)
    return [Fact("contact_reading.recorded", {"agency": command.agency})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "reader": event.actor}


AGGREGATE = Aggregate("contact_reading", decide, evolve)
