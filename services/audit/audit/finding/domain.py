"""A finding: what an auditor saw, who has to answer it, until when, and how it ended.

Streams: finding-<uuid>. Texts name no person: an object is named by its stream, a person by the pseudonym.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused

SEVERITIES = ("low", "medium", "high", "critical")
DESKS = (
    "verifikator", "panitia", "ketua", "pimpinan", "diklat", "penilai", "aduan", "penghubung", "inspektorat", "ti",
)  # fmt: skip
"""Roles of the staff that a finding can be given to: all but the auditors', and `pegawai`, which is everybody's."""
MISSING = Refused("temuan-tidak-ada", "Temuan ini tidak ditemukan.", status=404)
OUTCOMES = ("resolved", "unfounded", "accepted_risk")


@dataclass(frozen=True, slots=True)
class Open:
    """`about` is a stream, `entry` a number of the log; `due` a day in WIB.

    `desk` is the role whose people have it among what waits for them, and may answer; `owner` is a unit or a person
    in the auditor's words, whom nobody tells.
    """

    title: str
    severity: str
    description: str
    about: str | None = None
    entry: int | None = None
    owner: str | None = None
    due: date | None = None
    desk: str | None = None


@dataclass(frozen=True, slots=True)
class Assign:
    owner: str
    due: date | None = None
    desk: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """By somebody in the role `desk`."""

    desk: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    text: str


@dataclass(frozen=True, slots=True)
class Close:
    outcome: str
    reason: str


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Open):
        if state is not None:
            raise Refused("temuan-sudah-ada", "Temuan ini sudah dicatat.")
        return [Fact("finding.opened", asdict(command) | {"due": _day(command.due)})]
    if state is None:
        raise MISSING
    if state["status"] == "closed":
        raise Refused("temuan-sudah-ditutup", "Temuan ini sudah ditutup; catat temuan baru bila muncul lagi.")
    match command:
        case Assign():
            return [Fact("finding.assigned", asdict(command) | {"due": _day(command.due)})]
        case Note():
            return [Fact("finding.noted", {"text": command.text})]
        case Answer():
            of_desk(state, command.desk)
            return [Fact("finding.answered", {"text": command.text})]
        case Close():
            return [Fact("finding.closed", asdict(command))]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "finding.opened":
            opened = {"status": "open", "opened_at": event.time, "opened_by": event.actor, "notes": []}
            return {"desk": None, **event.data, **opened}
        case "finding.assigned":
            return {**state, "desk": None, **event.data}
        case "finding.noted" | "finding.answered":
            note = {"at": event.time, "by": event.actor, "text": event.data["text"]}
            return {**state, "notes": [*state["notes"], note]}
        case "finding.closed":
            return {**state, **event.data, "status": "closed", "closed_at": event.time, "closed_by": event.actor}


def of_desk(state: dict | None, desk: str) -> None:
    """Raises Refused where it was not given to this role: for its people it does not exist."""
    if state is None or state["desk"] != desk:
        raise MISSING


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


AGGREGATE = Aggregate("finding", decide, evolve, shape=2)
