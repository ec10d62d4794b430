"""A list of those who serve is taken back: proposed by one person, approved by another, applied person by person.

Streams: roster_undo-<uuid of the list>, so that a list is taken back once. What was recorded stays recorded; whoever
something was recorded about since the list came stays on the roster, and is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature

from ..roster_import.domain import REFUSALS, Close
from ..roster_import.domain import known as known_list


@dataclass(frozen=True, slots=True)
class Propose:
    """`listed` is the list's state, `basis` the number of the letter that says why."""

    list_id: str
    listed: Mapping | None
    basis: str


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposal as the second person read it, {event, sha256}; `actor` the signer."""

    actor: str
    proposed: Mapping


def decide(state: dict | None, command: Propose | Approve | Close, now: datetime) -> list[Fact]:
    match command:
        case Propose():
            return _propose(state, command)
        case Approve():
            return _approve(_known(state), command)
        case Close():
            return _close(_known(state), command)
        case _:
            raise TypeError(command)


def _propose(state: dict | None, command: Propose) -> list[Fact]:
    if known_list(command.listed)["status"] != "closed":
        raise Refused("daftar-belum-selesai", "Hanya daftar yang selesai dicatat yang dapat ditarik kembali.")
    if state is not None:
        raise Refused("penarikan-sudah-diusulkan", "Penarikan daftar ini sudah diusulkan.")
    data = {"list": command.list_id, "rows": command.listed["applied"], "basis": command.basis}
    return [Fact("roster_undo.proposed", data)]


def _known(state: dict | None) -> dict:
    if state is None:
        raise Refused("penarikan-tidak-ada", "Penarikan daftar ini belum diusulkan.", status=404)
    return state


def _approve(state: dict, command: Approve) -> list[Fact]:
    if state["status"] != "proposed":
        raise Refused("penarikan-sudah-disetujui", "Penarikan daftar ini sudah disetujui.")
    same = "Penarikan harus disetujui oleh orang lain daripada yang mengusulkannya."
    check_second(state["proposed"], command.proposed, command.actor, "proposed", same)
    data = {"list": state["list"], "rows": state["rows"], "proposed": reference(state["proposed"])}
    return [Fact("roster_undo.approved", data)]


def _close(state: dict, command: Close) -> list[Fact]:
    if state["status"] != "approved":
        raise Refused("penarikan-belum-disetujui", "Hanya penarikan yang disetujui yang dapat ditutup.")
    if command.applied + command.refusals["refused"] != state["rows"]:
        raise ValueError("applied and refused rows do not make all rows")
    data = {"list": state["list"], "rows": state["rows"], "applied": command.applied}
    return [Fact("roster_undo.closed", data | command.refusals)]


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "roster_undo.proposed":
            return {**data, "status": "proposed", "proposed": signature(event)}
        case "roster_undo.approved":
            return {**state, "status": "approved"}
        case "roster_undo.closed":
            return {**state, **{name: data[name] for name in ("applied", *REFUSALS)}, "status": "closed"}
        case _:
            raise ValueError(event.fact)


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    return Propose(event.data["list"], states.get(f"roster_import-{event.data['list']}"), event.data["basis"])


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["proposed"])


def _close_again(event: Event, states: Mapping[str, dict | None]) -> Close:
    return Close(event.data["applied"], {name: event.data[name] for name in REFUSALS})


AGGREGATE = Aggregate(
    "roster_undo",
    decide,
    evolve,
    again={
        "roster_undo.proposed": _propose_again,
        "roster_undo.approved": _approve_again,
        "roster_undo.closed": _close_again,
    },
)
