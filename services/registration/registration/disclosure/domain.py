"""A reading of sealed personal data by someone other than its owner.

Each reading is a stream of its own, disclosure-<uuid>: readings never wait for each
other, and a person can be told who opened what (docs/rules.md §6.2).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time

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


def check_tied(persons: Iterable[str], sittings: Iterable[Mapping], weights: Mapping[str, list[dict]]) -> None:
    """Raises Refused where one of these people is not tied with another of them, in a line, to the last score.

    `sittings` are their rows, `weights` the SKB components of lines with a plan of their own, by line. Who is equal in
    TWK, TIU, TKP and the weighted SKB has the same final score (docs/rules.md §3.5).
    """
    places = defaultdict(set)
    for row in sittings:
        if row.get("skd") and row.get("skb"):
            places[_place(row, weights.get(row["vacancy"], []))].add(row["person"])
    tied = set().union(*(people for people in places.values() if len(people) > 1))
    if not set(persons) <= tied:
        sentence = "Tanggal lahir dan nilai akademik hanya untuk peserta yang seri pada satu formasi."
        raise Refused("tidak-seri", sentence, "persons", status=403)


def _place(row: Mapping, components: list[dict]) -> tuple:
    percents = {one["kind"]: one["percent"] for one in components}
    parts = (Fraction(one["score"]) / one["most"] * percents.get(one["kind"], 100) for one in row["skb"])
    return row["vacancy"], *(row["skd"][part] for part in ("twk", "tiu", "tkp")), sum(parts)


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "reader": event.actor}


AGGREGATE = Aggregate("disclosure", decide, evolve)
