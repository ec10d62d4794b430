"""A reading of sealed personal data by someone other than its owner.

Each reading is a stream of its own, disclosure-<uuid>: readings never wait for each
other, and a person can be told who opened what (docs/rules.md §6.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, parse_time

WHY = {
    "COMPLAINT": "Aduan atas pemeriksaan berkas",
    "APPLICANT_REQUEST": "Permintaan pelamar sendiri",
    "SAMPLE_CHECK": "Uji petik pemeriksaan berkas",
    "AUDITOR_REQUEST": "Permintaan auditor atau inspektorat",
    "COURT_REQUEST": "Permintaan pengadilan atau penegak hukum",
}
"""Why somebody opens a file whose case is not theirs (a rule of this project, of no decree)."""
OPEN_FOR = timedelta(minutes=15)

LIMIT_PERSONS = 1000
ERASED = "erased"
"""Why a person's data is null in an answer."""


@dataclass(frozen=True, slots=True)
class Record:
    """`persons` are ids, `fields` names of what was opened, `purpose` what for.

    Whose case it is not says `why`, a key of WHY, and a sealed `note`, None where the person's key is destroyed.
    """

    persons: tuple[str, ...]
    fields: tuple[str, ...]
    purpose: str
    application: str | None = None
    why: str | None = None
    note: dict | None = None


def decide(state: dict | None, command: Record, now: datetime) -> list[Fact]:
    if not isinstance(command, Record):
        raise TypeError(command)
    data = {
        "persons": list(command.persons),
        "fields": list(command.fields),
        "purpose": command.purpose,
        "application": command.application,
    }
    reason = {"why": command.why, "note": command.note} if command.why else {}
    return [Fact("disclosure.recorded", data | reason)]


def opens(state: dict | None, now: datetime) -> bool:
    """Whether a reading for a reason still opens what it was recorded for."""
    return state is not None and "why" in state and now - parse_time(state["at"]) <= OPEN_FOR


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "reader": event.actor}


AGGREGATE = Aggregate("disclosure", decide, evolve)
