"""A period that moves: proposed by one of the committee, decided by another one over the same bytes.

Streams: period_change-<uuid>; one at a time for each period (a claim, in api.py). The proposal says what stands, what
should stand, why, and by which letter; the second person signs under that very event while the period is still that
one, and the period changes in the same transaction (`period.amended`, `period.cancelled`). All of this is possible
until the list of the file check is announced: after that, people hold results. A rule of this project, of no decree
(docs/rules.md §0.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Event, Refused
from asnkit.proposal import Proposal

from ..period.domain import AMEND, check_change, check_running

REASONS = {
    "SYSTEM_OUTAGE": "Gangguan sistem atau jaringan.",
    "NATIONAL_SCHEDULE": "Jadwal nasional berubah.",
    "FEW_APPLICANTS": "Pelamar belum mencukupi.",
    "EMERGENCY": "Bencana atau keadaan darurat.",
    "FORMATION_CHANGED": "Penetapan kebutuhan berubah.",
    "ENTRY_ERROR": "Ada yang salah ditulis.",
}


@dataclass(frozen=True, slots=True)
class Propose:
    """`period` is the state of `stream`; `after` holds the fields that change, as the contract has them.

    `announced` says whether the list of the file check is out.
    """

    stream: str
    period: dict
    kind: str
    after: Mapping
    reason_code: str
    letter: str
    announced: bool


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposing event that the signer has read; `period` and `announced` are as they are now."""

    actor: str
    proposed: Mapping
    period: dict
    announced: bool


def _propose(command: Propose, now: datetime) -> dict:
    period = command.period
    after = {name: value for name, value in command.after.items() if value != period[name]}
    _check(period, command.kind, after, command.announced, now)
    return {
        "period": period["code"],
        "subject": command.stream,
        "kind": command.kind,
        "before": {name: period[name] for name in after},
        "after": after,
        "reason_code": command.reason_code,
        "letter": command.letter,
    }


def _check(period: dict, kind: str, after: Mapping, announced: bool, now: datetime) -> None:
    check_running(period)
    if announced:
        message = "Hasil seleksi administrasi sudah diumumkan; periode ini tidak dapat diubah lagi."
        raise Refused("sudah-diumumkan", message)
    if kind == AMEND:
        check_change(period, after, now)


def _approve(state: dict, command: Approve, now: datetime) -> dict:
    _check(command.period, state["kind"], state["after"], command.announced, now)
    if any(command.period[name] != value for name, value in state["before"].items()):
        raise Refused("periode-berubah", "Periode ini berubah sesudah perubahan diusulkan; usulkan lagi.")
    return {}


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    """Whether the list was out is what the announcements say; whoever has them compares."""
    data = event.data
    told = {name: data[name] for name in ("kind", "after", "reason_code", "letter")}
    return Propose(data["subject"], states[data["subject"]], **told, announced=False)


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["proposed"], states[event.data["subject"]], announced=False)


CHANGE = Proposal(
    "period_change",
    "Perubahan periode",
    "perubahan",
    Propose,
    Approve,
    _propose,
    _approve,
    told=("period", "subject", "kind", "after", "reason_code", "letter"),
)
AGGREGATE = CHANGE.aggregate(_propose_again, _approve_again)
