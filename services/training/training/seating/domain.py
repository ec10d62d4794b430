"""Who has a seat in a session and who waits, in the order in which the requests were read.

Streams: seating-<uuid of the session>. Each request is a stream of its own (enrolment), so that five hundred people
who ask at once hold up nobody; one reader decides them here, one after the other. What it decided is the order: the
versions of this stream prove it.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

from ..rules import seats
from ..rules.seats import Seats

SEATED, QUEUED, GONE = "SEATED", "QUEUED", "GONE"


@dataclass(frozen=True, slots=True)
class Ask:
    """`capacity` is the session's, as it is when the request is read."""

    session: str
    enrolment: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Leave:
    session: str
    enrolment: str


@dataclass(frozen=True, slots=True)
class Resize:
    session: str
    capacity: int


def decide(state: dict | None, command: Ask | Leave | Resize, now: datetime) -> list[Fact]:
    if not isinstance(command, Ask | Leave | Resize):
        raise TypeError(command)
    before = _seats(state)
    match command:
        case Ask():
            after = seats.request(seats.resize(before, command.capacity), command.enrolment)
        case Leave():
            after = seats.cancel(before, command.enrolment)
        case Resize():
            after = seats.resize(before, command.capacity)
    if state is None and not after.confirmed + after.waiting:
        return []
    return [*_resized(command.session, before, after), *_moved(command.session, before, after)]


def _resized(session: str, before: Seats, after: Seats) -> list[Fact]:
    if before.capacity == after.capacity:
        return []
    return [Fact("seating.resized", {"session": session, "capacity": after.capacity})]


def _moved(session: str, before: Seats, after: Seats) -> list[Fact]:
    """A fact for each place that changed: who left, who was seated, who waits, each in order."""
    there, now = (*before.confirmed, *before.waiting), (*after.confirmed, *after.waiting)
    changed = [(one, GONE) for one in there if one not in now]
    changed += [(one, SEATED) for one in after.confirmed if one not in before.confirmed]
    changed += [(one, QUEUED) for one in after.waiting if one not in before.waiting]
    counts = {"confirmed": len(after.confirmed), "waiting": len(after.waiting)}
    return [
        Fact("seating.moved", {"session": session, "enrolment": one, "standing": standing, **counts})
        for one, standing in changed
    ]


def evolve(state: dict | None, event: Event) -> dict:
    data, before = event.data, _seats(state)
    if event.fact == "seating.resized":
        after = before._replace(capacity=data["capacity"])
    else:
        one = data["enrolment"]
        confirmed = tuple(other for other in before.confirmed if other != one)
        waiting = tuple(other for other in before.waiting if other != one)
        confirmed += (one,) if data["standing"] == SEATED else ()
        waiting += (one,) if data["standing"] == QUEUED else ()
        after = Seats(before.capacity, confirmed, waiting)
    return {"session": data["session"], **after._asdict(), "confirmed": [*after.confirmed], "waiting": [*after.waiting]}


def _seats(state: dict | None) -> Seats:
    if state is None:
        return Seats(0)
    return Seats(state["capacity"], tuple(state["confirmed"]), tuple(state["waiting"]))


AGGREGATE = Aggregate("seating", decide, evolve)
