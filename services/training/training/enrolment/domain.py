"""A person's place on a course.

Streams: enrolment-<uuid>; for Latsar the UUID follows from person and course
(streams.py), so nobody is enrolled twice.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

from .courses import COURSES


@dataclass(frozen=True, slots=True)
class Confirm:
    person: str
    course: str
    unit: str
    cause: str


def decide(state: dict | None, command: Confirm, now: datetime) -> list[Fact]:
    if not isinstance(command, Confirm):
        raise TypeError(command)
    if state is not None:
        return []
    course = COURSES[command.course]
    data = {
        "person": command.person,
        "course": command.course,
        "title": course.title,
        "hours": course.hours,
        "unit": command.unit,
        "cause": command.cause,
    }
    return [Fact("enrolment.confirmed", data)]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "confirmed_at": event.time}


AGGREGATE = Aggregate("enrolment", decide, evolve)
