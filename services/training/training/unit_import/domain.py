"""A whole list of units: staged when its file is without fault, then approved by another person.

Streams: unit_import-<uuid>. Approving registers every unit of the list in the same transaction (api.py); a city has a
few hundred, so one transaction carries them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature


@dataclass(frozen=True, slots=True)
class Stage:
    """`rows` are units with their row number in the file, those above others first; `sha256` is its bytes' hash.

    `unread` are columns that hold something which nobody reads, {column, cells}.
    """

    file: str
    sha256: str
    rows: tuple[dict, ...]
    unread: tuple[dict, ...] = ()


@dataclass(frozen=True, slots=True)
class Approve:
    """`staged` is the staging event as the second person read it; `actor` the signer."""

    actor: str
    staged: Mapping


def decide(state: dict | None, command: Stage | Approve, now: datetime) -> list[Fact]:
    match command:
        case Stage():
            return _stage(state, command)
        case Approve():
            return _approve(known(state), command)
        case _:
            raise TypeError(command)


def known(state: dict | None) -> dict:
    if state is None:
        raise Refused("daftar-tidak-ada", "Daftar unit ini tidak ditemukan.", status=404)
    return state


def _stage(state: dict | None, command: Stage) -> list[Fact]:
    if state is not None:
        raise Refused("daftar-sudah-diunggah", "Daftar unit ini sudah diunggah.")
    unread = {"unread": list(command.unread)} if command.unread else {}
    data = {"file": command.file, "sha256": command.sha256, "units": len(command.rows), "rows": list(command.rows)}
    return [Fact("unit_import.staged", data | unread)]


def _approve(state: dict, command: Approve) -> list[Fact]:
    if state["approved"]:
        raise Refused("daftar-sudah-disetujui", "Daftar unit ini sudah disetujui.")
    same = "Daftar unit harus disetujui oleh orang lain daripada yang mengunggahnya."
    check_second(state["staged"], command.staged, command.actor, "staged", same)
    signed = {"staged": reference(state["staged"])}
    return [Fact("unit_import.approved", {key: state[key] for key in ("sha256", "units")} | signed)]


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "unit_import.staged":
        return {**event.data, "staged": signature(event), "approved": False}
    return {**state, "approved": True}


def _stage_again(event: Event, states: Mapping[str, dict | None]) -> Stage:
    data = event.data
    return Stage(data["file"], data["sha256"], tuple(data["rows"]), tuple(data.get("unread", ())))


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["staged"])


AGGREGATE = Aggregate(
    "unit_import",
    decide,
    evolve,
    again={"unit_import.staged": _stage_again, "unit_import.approved": _approve_again},
)
