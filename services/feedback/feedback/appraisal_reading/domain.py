"""Somebody else than their owner opened appraisals: recorded before anything is shown (docs/decisions/0044).

Streams: appraisal_reading-<uuid>, one for each.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

NAMES, WHOLE, INDEX, EVIDENCE = "names", "whole", "index", "evidence"


@dataclass(frozen=True, slots=True)
class Record:
    """`persons` are ids, `what` NAMES for a list, WHOLE for everything in one appraisal, INDEX for an IP ASN with its
    facts, EVIDENCE for what was handed in for it."""

    persons: tuple[str, ...]
    what: str


def decide(state: dict | None, command: Record, now: datetime) -> list[Fact]:
    if not isinstance(command, Record):
        raise TypeError(command)
    return [Fact("appraisal_reading.recorded", {"persons": list(command.persons), "what": command.what})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "reader": event.actor}


AGGREGATE = Aggregate("appraisal_reading", decide, evolve)
