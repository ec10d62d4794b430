"""A note inside the office, about a complaint: read by the complaint officers and by the liaison of the unit that has
it, by nobody else and never by the reporter.

Streams: note-<uuid>. It is sealed with the complaint's key, so that an erasure takes it along.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..complaint.domain import LIAISON, MISSING

MOST = 50
"""Of one complaint; a rule of this project, of no decree."""


@dataclass(frozen=True, slots=True)
class Write:
    """About the complaint of this id and state, which has `written` notes; `text` is sealed."""

    complaint: str
    state: dict | None
    written: int
    text: dict


def decide(state: dict | None, command: Write, now: datetime) -> list[Fact]:
    if not isinstance(command, Write):
        raise TypeError(command)
    if state is not None:
        raise Refused("catatan-sudah-ada", "Catatan ini sudah tercatat.")
    if command.state is None or command.state["erased"]:
        raise MISSING
    if command.written >= MOST:
        raise Refused("catatan-penuh", f"Satu aduan memuat paling banyak {MOST} catatan internal.", "text")
    told = {"complaint": command.complaint, "text": command.text, "day": wib_date(now).isoformat()}
    return [Fact("note.written", told)]


def evolve(state: dict | None, event: Event) -> dict:
    by = "unit" if event.actor.partition(":")[0] == LIAISON else "officer"
    return {**event.data, "by": by, "at": event.time}


AGGREGATE = Aggregate("note", decide, evolve)
