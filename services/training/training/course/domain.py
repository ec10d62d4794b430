"""A course of the catalogue: what it teaches, how many lesson hours it has, and what it takes to pass.

Streams: course-<uuid>. What a session promises its participants is the course as it was when the session was
scheduled, so a published course is never changed: another edition is another course with a code of its own.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

KINDS = ("TECHNICAL", "FUNCTIONAL", "LEADERSHIP", "MANAGERIAL", "SOCIO_CULTURAL", "SEMINAR")
METHODS = ("CLASSICAL", "NON_CLASSICAL")


@dataclass(frozen=True, slots=True)
class Publish:
    """`hours` are lesson hours (JP) of the whole course; passing takes `attendance` percent of the days and, where
    there is a test, `pass_mark` of 100 points. With `approval` whoever applies needs the superior's. The certificate
    holds for `valid_months`, or for ever."""

    code: str
    title: str
    objective: str
    kind: str
    method: str
    hours: int
    provider: str
    attendance: int
    pass_mark: int | None
    competences: tuple[str, ...]
    approval: bool = False
    valid_months: int | None = None


def decide(state: dict | None, command: Publish, now: datetime) -> list[Fact]:
    if not isinstance(command, Publish):
        raise TypeError(command)
    if state is not None:
        raise Refused("pelatihan-sudah-terbit", "Pelatihan ini sudah diterbitkan.")
    data = {**asdict(command), "competences": list(command.competences)}
    for name in ("approval", "valid_months"):
        if not data[name]:
            del data[name]
    return [Fact("course.published", data)]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "published_at": event.time}


AGGREGATE = Aggregate("course", decide, evolve)
