"""The record of a civil servant, begun by an appointment in selection.

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


def decide(state: dict | None, command: Add, now: datetime) -> list[Fact]:
    if not isinstance(command, Add):
        raise TypeError(command)
    if state is not None:
        return []
    holds_from = format_time(day_begins(date.fromisoformat(command.effective_date)))
    return [Fact("civil_servant.added", {**asdict(command), "status": CANDIDATE}, validtime=holds_from)]


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("civil_servant", decide, evolve)
