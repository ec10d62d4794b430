"""A decree that changes a year's days without work: proposed by one person, signed by another.

Streams: amendment-<uuid>. Days that are added were working days, days that are taken back were free. Whoever works on
complaints counts with it from the second signature on (docs/rules.md §5.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature
from asnkit.workdays import is_workday

PROPOSED, AMENDED, REJECTED = "proposed", "amended", "rejected"
MISSING = Refused("perubahan-tidak-ada", "Perubahan kalender ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Propose:
    """`off` are the days without work of that year as they count now."""

    year: int
    decree: str
    added: tuple[date, ...]
    removed: tuple[date, ...]
    off: frozenset[date]


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the event that the second signer has read."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class Reject:
    """It is not what the decree says."""


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Propose):
        return [_proposed(state, command)]
    if not isinstance(command, Approve | Reject):
        raise TypeError(command)
    if state is None:
        raise MISSING
    if state["status"] != PROPOSED:
        raise Refused("sudah-diputuskan", "Perubahan kalender ini sudah diputuskan.")
    kept = {name: state[name] for name in ("year", "decree", "added", "removed")}
    if isinstance(command, Reject):
        return [Fact("amendment.rejected", {"proposed": reference(state["proposed"])})]
    same = "Perubahan kalender disahkan orang lain, bukan pengusulnya."
    check_second(state["proposed"], command.proposed, command.actor, "proposed", same)
    return [Fact("amendment.approved", {**kept, "proposed": reference(state["proposed"])})]


def _proposed(state: dict | None, command: Propose) -> Fact:
    if state is not None:
        raise Refused("perubahan-sudah-ada", "Perubahan ini sudah tercatat.")
    if not command.added and not command.removed:
        raise Refused("tanpa-hari", "Tulis sedikitnya satu hari.", "added", status=422)
    if any(day.year != command.year for day in (*command.added, *command.removed)):
        raise Refused("tahun-lain", f"Semua hari harus dalam tahun {command.year}.", "added", status=422)
    for day in command.added:
        if not is_workday(day, command.off):
            raise Refused("sudah-libur", f"{day.isoformat()} bukan hari kerja.", "added", status=422)
    for day in command.removed:
        if day not in command.off:
            raise Refused(
                "bukan-libur", f"{day.isoformat()} bukan hari libur atau cuti bersama.", "removed", status=422
            )
    days = {name: sorted(day.isoformat() for day in set(getattr(command, name))) for name in ("added", "removed")}
    return Fact("amendment.proposed", {"year": command.year, "decree": command.decree, **days})


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact.partition(".")[2]:
        case "proposed":
            return {**event.data, "status": PROPOSED, "proposed": signature(event), "at": event.time}
        case "approved":
            return {**state, "status": AMENDED, "at": event.time}
        case "rejected":
            return {**state, "status": REJECTED, "at": event.time}


AGGREGATE = Aggregate("amendment", decide, evolve)
