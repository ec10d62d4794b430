"""The record of a civil servant, begun by an appointment in selection and ended by resigning there.

Streams: civil_servant-<person's UUID>. A second appointment of the same person changes
nothing here: a change of post is a fact of its own, and not part of this slice yet.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, format_time
from asnkit.wib import day_begins

CANDIDATE = "CPNS"


@dataclass(frozen=True, slots=True)
class Add:
    """From selection.candidate.appointed; `effective_date` is YYYY-MM-DD, a day in WIB."""

    person: str
    period: str
    candidate: str
    unit: str
    job_code: str
    job_name: str
    decree_no: str
    effective_date: str


@dataclass(frozen=True, slots=True)
class Leave:
    """From selection.candidate.resigned, by whoever was appointed as this candidate."""

    candidate: str


def decide(state: dict | None, command: Add | Leave, now: datetime) -> list[Fact]:
    match command:
        case Add():
            return _add(command) if state is None else []
        case Leave():
            return _leave(state, command)
    raise TypeError(command)


def is_serving(state: dict | None) -> bool:
    return state is not None and "left_at" not in state


def _leave(state: dict | None, command: Leave) -> list[Fact]:
    if not is_serving(state) or state["candidate"] != command.candidate:
        return []
    told = {name: state[name] for name in ("person", "candidate", "unit")}
    return [Fact("civil_servant.left", {**told, "reason": "RESIGNED"})]


def _add(command: Add) -> list[Fact]:
    holds_from = format_time(day_begins(date.fromisoformat(command.effective_date)))
    return [Fact("civil_servant.added", {**asdict(command), "status": CANDIDATE}, validtime=holds_from)]


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "civil_servant.left":
        return {**state, "left_at": event.time}
    return dict(event.data)


AGGREGATE = Aggregate("civil_servant", decide, evolve)
