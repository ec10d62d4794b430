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

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, check_seen, reference, signature

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


@dataclass(frozen=True, slots=True)
class Reject:
    """By anybody who may sign: nothing changes, and it may be proposed anew."""

    proposed: Mapping


def decide(state: dict | None, command: Propose | Approve | Reject, now: datetime) -> list[Fact]:
    match command:
        case Propose():
            return _propose(state, command, now)
        case Approve():
            return _approve(_waiting(state), command, now)
        case Reject():
            return _reject(_waiting(state), command)
        case _:
            raise TypeError(command)


def _waiting(state: dict | None) -> dict:
    if state is None:
        raise Refused("perubahan-tidak-ada", "Usulan perubahan formasi ini tidak ditemukan.", status=404)
    if state["status"] != "proposed":
        raise Refused("perubahan-sudah-diputus", "Usulan perubahan formasi ini sudah diputuskan.")
    return state


def _propose(state: dict | None, command: Propose, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("perubahan-sudah-ada", "Perubahan ini sudah diusulkan.")
    line = _seen(command.line)
    after = {name: value for name, value in command.after.items() if value != line[name]}
    _check(line, command.period, after, command.announced, now)
    data = {
        "period": line["period"],
        "subject": command.stream,
        "before": {name: line[name] for name in after},
        "after": after,
        "reason_code": command.reason_code,
        "letter": command.letter,
    }
    return [Fact("vacancy_change.proposed", data)]


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


def _approve(state: dict, command: Approve, now: datetime) -> list[Fact]:
    same = "Perubahan formasi harus disetujui oleh orang lain daripada yang mengusulkannya."
    check_second(state["proposed"], command.proposed, command.actor, "proposed", same)
    _check(command.line, command.period, state["after"], command.announced, now)
    if any(_seen(command.line)[name] != value for name, value in state["before"].items()):
        raise Refused("formasi-berubah", "Formasi ini berubah sesudah perubahan diusulkan; usulkan lagi.")
    return [Fact("vacancy_change.approved", {**_subject(state), "proposed": reference(state["proposed"])})]


def _reject(state: dict, command: Reject) -> list[Fact]:
    check_seen(state["proposed"], command.proposed, "proposed")
    return [Fact("vacancy_change.rejected", {**_subject(state), "proposed": reference(state["proposed"])})]


def _subject(state: dict) -> dict:
    return {key: state[key] for key in ("period", "subject", "after", "reason_code", "letter")}


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "vacancy_change.proposed":
            return {**event.data, "status": "proposed", "proposed": signature(event), "proposed_at": event.time}
        case "vacancy_change.approved":
            return {**state, "status": "approved", "decided_at": event.time}
        case "vacancy_change.rejected":
            return {**state, "status": "rejected", "decided_at": event.time}
        case _:
            raise ValueError(event.fact)


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


def _reject_again(event: Event, states: Mapping[str, dict | None]) -> Reject:
    return Reject(event.data["proposed"])


AGGREGATE = Aggregate(
    "vacancy_change",
    decide,
    evolve,
    again={
        "vacancy_change.proposed": _propose_again,
        "vacancy_change.approved": _approve_again,
        "vacancy_change.rejected": _reject_again,
    },
)
