"""Days of a performance cycle that move: proposed by one person, decided by another one over the same bytes.

Streams: cycle_change-<uuid>; one at a time for each cycle (a claim, in api.py). What was appraised and who takes part
stays; the days of the steps move, with a reason and a letter. Steps that are open go on until the new day, since each
act asks the cycle. A day is never set before today, and a cycle that is over stays as it was. Rules of this project,
of no decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Event, Refused
from asnkit.proposal import Proposal
from asnkit.wib import wib_date

from ..cycle.domain import STEPS, check_order

REASONS = {
    "EMERGENCY": "Bencana atau keadaan darurat.",
    "SYSTEM_OUTAGE": "Gangguan sistem atau jaringan.",
    "NATIONAL_SCHEDULE": "Jadwal nasional berubah.",
    "REORGANISATION": "Susunan unit atau atasannya berubah.",
    "ENTRY_ERROR": "Ada yang salah ditulis.",
}


@dataclass(frozen=True, slots=True)
class Propose:
    """`cycle` is the state of `stream`; `after` holds the days that change, out of STEPS."""

    stream: str
    cycle: Mapping
    after: Mapping[str, date]
    reason_code: str
    letter: str


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposing event that the signer has read; `cycle` is as it is now."""

    actor: str
    proposed: Mapping
    cycle: Mapping


def _propose(command: Propose, now: datetime) -> dict:
    cycle = command.cycle
    wanted = {name: command.after[name].isoformat() for name in STEPS if name in command.after}
    after = {name: day for name, day in wanted.items() if day != cycle[name]}
    _check(cycle, after, wib_date(now))
    return {
        "subject": command.stream,
        "before": {name: cycle[name] for name in after},
        "after": after,
        "reason_code": command.reason_code,
        "letter": command.letter,
    }


def _approve(state: dict, command: Approve, now: datetime) -> dict:
    if any(command.cycle[name] != day for name, day in state["before"].items()):
        raise Refused("siklus-berubah", "Siklus ini berubah sesudah perubahan diusulkan; usulkan lagi.")
    _check(command.cycle, state["after"], wib_date(now))
    return {}


def _check(cycle: Mapping, after: Mapping[str, str], today: date) -> None:
    if cycle["settle_until"] < today.isoformat():
        raise Refused("siklus-selesai", "Siklus ini sudah selesai; harinya tidak berubah lagi.")
    if not after:
        raise Refused("tanpa-perubahan", "Belum ada yang berubah. Ubah sedikitnya satu hari.")
    for name, day in after.items():
        if day < today.isoformat():
            raise Refused("hari-lampau", "Hari langkah tidak dapat dipindahkan ke sebelum hari ini.", name, status=422)
    check_order({**cycle, **after}, after)


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    data = event.data
    after = {name: date.fromisoformat(day) for name, day in data["after"].items()}
    return Propose(data["subject"], states[data["subject"]], after, data["reason_code"], data["letter"])


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["proposed"], states[event.data["subject"]])


CHANGE = Proposal(
    "cycle_change",
    "Perubahan siklus",
    "perubahan",
    Propose,
    Approve,
    _propose,
    _approve,
    told=("subject", "after", "reason_code", "letter"),
)
AGGREGATE = CHANGE.aggregate(_propose_again, _approve_again)
