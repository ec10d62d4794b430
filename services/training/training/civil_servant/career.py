"""What a decree changes in somebody's service beside the place of work: rank, leave, the end.

A leave says from when to when, never why: the reason is often an illness. Dismissal takes two people and is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from asnkit.events import Refused, format_time
from asnkit.wib import day_begins, wib_date

from ..rules.ranks import RANKS
from ..unit.domain import AHEAD

LONGEST = timedelta(days=3 * 366)
"""Leave without pay, the longest there is, takes three years at the most (PP 11/2017; docs/rules.md §4)."""
REASONS = ("RETIRED", "DIED", "RESIGNED", "MOVED_OUT")


@dataclass(frozen=True, slots=True)
class Promote:
    """To a higher rank; the first one recorded may be any. Recorded when it holds, or later."""

    rank: str
    decree_no: str
    effective: date


@dataclass(frozen=True, slots=True)
class GrantLeave:
    """Away from the first day to the last one, both included."""

    since: date
    until: date
    decree_no: str


@dataclass(frozen=True, slots=True)
class EndService:
    """`effective` is the first day on which the person is no civil servant; `leads` whether a unit has them as head."""

    reason: str
    decree_no: str
    effective: date
    leads: bool


def leave_on(leaves: list[Mapping], day: str) -> Mapping | None:
    """The leave, {since, until, …}, of a day (YYYY-MM-DD)."""
    return next((one for one in leaves if one["since"] <= day <= one["until"]), None)


def promoted(state: Mapping, command: Promote, now: datetime) -> dict:
    if command.rank not in RANKS:
        raise Refused("golongan-tidak-dikenal", "Golongan ini tidak dikenal.", "rank", status=422)
    _check_past(command.effective, now)
    last = state["ranks"][-1] if state.get("ranks") else None
    day = command.effective.isoformat()
    if last and day <= last["effective_date"]:
        told = f"Golongan terakhir berlaku {last['effective_date']}; yang berikut paling cepat sehari sesudahnya."
        raise Refused("berlaku-mundur", told, "effective", status=422)
    before = last["rank"] if last else None
    if before and RANKS.index(command.rank) <= RANKS.index(before):
        raise Refused("bukan-kenaikan", f"Golongan sekarang {before}; kenaikan harus ke yang lebih tinggi.", "rank")
    data = {"person": state["person"], "rank": command.rank, "before": before, "decree_no": command.decree_no}
    return data | {"effective_date": day}


def granted(state: Mapping, command: GrantLeave, now: datetime) -> dict:
    since, until = command.since.isoformat(), command.until.isoformat()
    if command.until < command.since:
        raise Refused("cuti-terbalik", "Hari terakhir cuti mendahului hari pertamanya.", "until", status=422)
    if command.until - command.since > LONGEST:
        raise Refused("cuti-terlalu-lama", "Satu cuti paling lama tiga tahun.", "until", status=422)
    if command.since > wib_date(now) + AHEAD:
        raise Refused("berlaku-terlalu-jauh", "Cuti mulai paling jauh satu tahun lagi.", "since", status=422)
    for other in state.get("leaves", ()):
        if since <= other["until"] and other["since"] <= until:
            told = f"Orang ini sudah cuti dari {other['since']} sampai {other['until']}."
            raise Refused("cuti-bertumpuk", told, "since")
    return {"person": state["person"], "since": since, "until": until, "decree_no": command.decree_no}


def ended(state: Mapping, command: EndService, now: datetime) -> dict:
    if command.reason not in REASONS:
        raise Refused("alasan-tidak-dikenal", "Pilih alasan dari daftar.", "reason", status=422)
    _check_past(command.effective, now)
    day = command.effective.isoformat()
    if day < state["effective_date"]:
        told = f"Penempatan terakhir berlaku {state['effective_date']}; masa kerja tidak berakhir sebelumnya."
        raise Refused("berlaku-mundur", told, "effective", status=422)
    if command.leads:
        raise Refused("asn-masih-kepala", "Orang ini masih kepala unit. Catat dahulu siapa yang menggantikannya.")
    data = {"person": state["person"], "unit": state["unit"], "reason": command.reason, "decree_no": command.decree_no}
    return data | {"effective_date": day}


def _check_past(effective: date, now: datetime) -> None:
    if effective > wib_date(now):
        raise Refused("belum-berlaku", "Dicatat paling cepat pada hari berlakunya.", "effective", status=422)


def holds(day: date) -> str:
    """The moment at which that day begins in Tanjungbalai."""
    return format_time(day_begins(day))
