"""A photo that belongs to a complaint, from its sender without an account.

Streams: photo-<random uuid>. Its bytes are sealed with the complaint's key and lie beside the events, which name them
by their hash. Nobody but the officer and the sender sees it, until an officer releases one that its sender allows to be
shown. What the sender does says the day and not the hour.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

from ..complaint.domain import ARCHIVED, CLOSED

MOST = 3
"""Of one complaint, at a time; a rule of this project, of no decree."""
UPLOADS = 10
"""Of one complaint, those that were removed counted."""
MISSING = Refused("foto-tidak-ada", "Foto ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Add:
    """To the complaint of this id and state; `others` are the states of its photos. `sha256` is of the sealed bytes."""

    complaint: str
    state: dict
    others: tuple[dict, ...]
    size: int
    sha256: str
    may_show: bool


@dataclass(frozen=True, slots=True)
class Remove:
    """Its sender does not want it, or is being forgotten."""


@dataclass(frozen=True, slots=True)
class Release:
    """Everybody may see it, beside the name of the unit."""

    unit: str | None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Nobody but the officer and the sender sees it any more."""


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Add):
        return [_added(state, command, now)]
    if type(command) not in _LATER:
        raise TypeError(command)
    if state is None or state["removed"]:
        raise MISSING
    return [_LATER[type(command)](state, command, now)]


def check_room(complaint: dict, others: Collection[dict]) -> None:
    """Before the picture is read. Raises Refused."""
    if complaint["status"] in (CLOSED, ARCHIVED):
        raise Refused("aduan-sudah-selesai", "Aduan ini sudah selesai. Kirim aduan baru bila ada hal baru.")
    if sum(not other["removed"] for other in others) >= MOST:
        raise Refused("foto-cukup", f"Satu aduan memuat paling banyak {MOST} foto. Hapus salah satunya dahulu.", "file")
    if len(others) >= UPLOADS:
        raise Refused("foto-habis", f"Satu aduan menerima paling banyak {UPLOADS} unggahan.", "file")


def _added(state: dict | None, command: Add, now: datetime) -> Fact:
    if state is not None:
        raise Refused("foto-sudah-ada", "Foto ini sudah tercatat.")
    check_room(command.state, command.others)
    today = wib_date(now)
    named = {name: getattr(command, name) for name in ("complaint", "size", "sha256", "may_show")}
    return Fact("photo.added", {**named, "day": today.isoformat()}, time=format_time(day_begins(today)))


def _removed(state: dict, _command: Remove, now: datetime) -> Fact:
    today = wib_date(now)
    data = {"complaint": state["complaint"], "day": today.isoformat()}
    return Fact("photo.removed", data, time=max(format_time(day_begins(today)), state["last"]))


def _released(state: dict, command: Release, now: datetime) -> Fact:
    if not state["may_show"]:
        raise Refused("tanpa-izin-tampil", "Pengirimnya tidak mengizinkan foto ini ditampilkan.")
    if state["released"]:
        raise Refused("sudah-tampil", "Foto ini sudah ditampilkan.")
    data = {"complaint": state["complaint"], "unit": command.unit, "day": wib_date(now).isoformat()}
    return Fact("photo.released", data)


def _withdrawn(state: dict, _command: Withdraw, now: datetime) -> Fact:
    if not state["released"]:
        raise Refused("tidak-tampil", "Foto ini tidak sedang ditampilkan.")
    return Fact("photo.withdrawn", {"complaint": state["complaint"], "day": wib_date(now).isoformat()})


_LATER = {Remove: _removed, Release: _released, Withdraw: _withdrawn}


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact.partition(".")[2]:
        case "added":
            kept = {name: event.data[name] for name in ("complaint", "size", "sha256", "may_show", "day")}
            return {**kept, "removed": False, "released": False, "last": event.time}
        case "removed":
            return {**state, "removed": True, "released": False, "last": event.time}
        case "released":
            return {**state, "released": True, "last": event.time}
        case "withdrawn":
            return {**state, "released": False, "last": event.time}


AGGREGATE = Aggregate("photo", decide, evolve)
