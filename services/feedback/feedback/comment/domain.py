"""What somebody says of a selection while one of its stages is open, and whether everybody reads it.

Streams: comment-<random uuid>, closed. The words are sealed with a key of the comment's own; what is shown of them is
what a moderator released, who belongs to the complaints office and not to the committee. Rules of this project, of no
decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

GIVEN, RELEASED, WITHHELD = "given", "released", "withheld"
STATUSES = (GIVEN, RELEASED, WITHHELD)
REASONS = ("PERSON", "OFF_TOPIC", "INSULT", "ADVERTISING", "REPORT", "REPEATED")
"""Why one is not shown; REPORT is what the Inspektorat or a complaint is for."""
MISSING = Refused("tanggapan-tidak-ada", "Tanggapan ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Give:
    """`open` says whether the stage takes comments now (stages.py); `text` is sealed."""

    period: str
    stage: str
    open: bool
    text: Mapping


@dataclass(frozen=True, slots=True)
class Release:
    """`text` is sealed, None where it is shown as it was written; `found` are the warnings (rules.warnings) that what
    is shown gives cause for."""

    text: Mapping | None
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withhold:
    """Not shown, or not any more, for one of REASONS."""

    reason: str


def decide(state: dict | None, command: Give | Release | Withhold, now: datetime) -> list[Fact]:
    today = wib_date(now)
    if isinstance(command, Give):
        return [_given(state, command, today)]
    if not isinstance(command, Release | Withhold):
        raise TypeError(command)
    if state is None:
        raise MISSING
    named = {"period": state["period"], "stage": state["stage"], "day": today.isoformat()}
    if isinstance(command, Release):
        return [_released(state, command, named)]
    if state["status"] == WITHHELD:
        raise Refused("sudah-ditahan", "Tanggapan ini sudah tidak ditampilkan.")
    return [Fact("comment.withheld", {**named, "was": state["status"], "reason": command.reason})]


def _given(state: dict | None, command: Give, today) -> Fact:
    if state is not None:
        raise Refused("tanggapan-sudah-ada", "Tanggapan ini sudah tercatat.")
    if not command.open:
        raise Refused("tahap-tidak-terbuka", "Tahap ini sedang tidak terbuka untuk tanggapan.", "stage")
    data = {"period": command.period, "stage": command.stage, "text": command.text, "day": today.isoformat()}
    return Fact("comment.given", data, time=format_time(day_begins(today)))


def _released(state: dict, command: Release, named: Mapping) -> Fact:
    if state["status"] != GIVEN:
        raise Refused("sudah-diputuskan", "Tanggapan ini sudah diputuskan.")
    if command.found:
        told = "Dibaca semua orang: hapus nama, nomor, surel, atau dugaan perkara sebelum menampilkannya."
        raise Refused("menyebut-orang", told, "text", status=422)
    return Fact("comment.released", {**named, "text": command.text})


def evolve(state: dict | None, event: Event) -> dict:
    data, at = event.data, event.time
    match event.fact:
        case "comment.given":
            kept = {name: data[name] for name in ("period", "stage", "text", "day")}
            return {**kept, "status": GIVEN, "edited": None, "shown_on": None, "reason": None, "at": at}
        case "comment.released":
            return {**state, "status": RELEASED, "edited": data["text"], "shown_on": data["day"], "at": at}
        case "comment.withheld":
            return {**state, "status": WITHHELD, "reason": data["reason"], "at": at}


AGGREGATE = Aggregate("comment", decide, evolve)
