"""A formation line that changes: proposed by one of the committee, decided by another one over the same bytes.

Streams: vacancy_change-<uuid>; one at a time for each line (a claim, in api.py). As a period moves (../period_change),
so does a line: the second person signs under the very event that says what stands and what should stand, and the line
changes in the same transaction (`vacancy.amended`, `vacancy.closed`), until the list of the file check is announced.
selection copies the seats from that, and ranks no closed line. A rule of this project, of no decree
(docs/rules.md §0.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Event, Refused
from asnkit.proposal import Proposal

from ..period.domain import check_running
from ..vacancy.domain import check_change

REASONS = {
    "FORMATION_CHANGED": "Penetapan kebutuhan berubah.",
    "UNIT_CHANGED": "Unit kerjanya digabung atau ditutup.",
    "BUDGET": "Anggaran untuk kursinya tidak tersedia.",
    "ENTRY_ERROR": "Ada yang salah ditulis.",
}


@dataclass(frozen=True, slots=True)
class Propose:
    """`line` is the state of `stream`, `period` that of its period; `after` holds the fields that change.

    `announced` says whether the list of the file check is out.
    """

    stream: str
    line: dict
    period: dict
    after: Mapping
    reason_code: str
    letter: str
    announced: bool


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposing event that the signer has read; the others are as they are now."""

    actor: str
    proposed: Mapping
    line: dict
    period: dict
    announced: bool


def _propose(command: Propose, now: datetime) -> dict:
    line = _seen(command.line)
    after = {name: value for name, value in command.after.items() if value != line[name]}
    _check(line, command.period, after, command.announced, now)
    return {
        "period": line["period"],
        "subject": command.stream,
        "before": {name: line[name] for name in after},
        "after": after,
        "reason_code": command.reason_code,
        "letter": command.letter,
    }


def _seen(line: dict) -> dict:
    """With every field that can change: one that nobody closed says so."""
    return {"closed": False, **line}


def _check(line: dict, period: dict, after: Mapping, announced: bool, now: datetime) -> None:
    check_running(period)
    if announced:
        message = (
            "Hasil seleksi administrasi sudah diumumkan; kursi dan syarat formasi ini tetap, juga bila ada yang sudah "
            "diangkat."
        )
        raise Refused("sudah-diumumkan", message)
    check_change(line, period, after, now)


def _approve(state: dict, command: Approve, now: datetime) -> dict:
    _check(command.line, command.period, state["after"], command.announced, now)
    if any(_seen(command.line)[name] != value for name, value in state["before"].items()):
        raise Refused("formasi-berubah", "Formasi ini berubah sesudah perubahan diusulkan; usulkan lagi.")
    return {}


def _around(event: Event, states: Mapping[str, dict | None]) -> tuple[dict, dict]:
    """The line and its period, by the streams that the event names as its basis."""
    line = states[event.data["subject"]]
    [period] = [state for stream, state in states.items() if stream.startswith("period-")]
    return line, period


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    """Whether the list was out is what the announcements say; whoever has them compares."""
    data = event.data
    told = {name: data[name] for name in ("after", "reason_code", "letter")}
    return Propose(data["subject"], *_around(event, states), **told, announced=False)


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["proposed"], *_around(event, states), announced=False)


CHANGE = Proposal(
    "vacancy_change",
    "Perubahan formasi",
    "perubahan",
    Propose,
    Approve,
    _propose,
    _approve,
    told=("period", "subject", "after", "reason_code", "letter"),
)
AGGREGATE = CHANGE.aggregate(_propose_again, _approve_again)
