"""The record of a civil servant, begun by an appointment in selection.

Streams: civil_servant-<person's UUID>. A second appointment of the same person changes
nothing here: a change of post is a fact of its own, and not part of this slice yet.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

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
    if state is not None:
        return []
    holds_from = f"{command.effective_date}T00:00:00+07:00"
    return [Fact("civil_servant.added", {**asdict(command), "status": CANDIDATE}, validtime=holds_from)]


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("civil_servant", decide, evolve)
