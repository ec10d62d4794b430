"""A list of those who serve already: staged by one person, approved by another, applied row by row, closed with counts.

Streams: roster_import-<uuid>. The events name the sealed file by the SHA-256 of its bytes and the rows by a keyed
hash: what is applied is what was signed, or nothing. Each row becomes `civil_servant.registered`, or is refused by
name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature

REFUSALS = ("refused", "refusals", "refusals_sha256")


@dataclass(frozen=True, slots=True)
class Stage:
    """`sealed_sha256` and `rows_hmac` name the sealed file and its rows (rows.py); `summary` counts rows by status.

    `unread` is the sealed list of columns that nobody reads, or None.
    """

    file: str
    sealed_sha256: str
    rows_hmac: str
    summary: Mapping[str, int]
    unread: Mapping | None = None


@dataclass(frozen=True, slots=True)
class Approve:
    """`staged` is the staging event as the second person read it, {event, sha256}; `actor` the signer."""

    actor: str
    staged: Mapping


@dataclass(frozen=True, slots=True)
class Close:
    """`refusals` is what bulk.refusals says: {refused, refusals: [{row, rule}], refusals_sha256}."""

    applied: int
    refusals: Mapping


@dataclass(frozen=True, slots=True)
class Fail:
    """What is stored is not what was signed; nothing of it is applied any more."""

    rule: str


def known(state: dict | None) -> dict:
    if state is None:
        raise Refused("daftar-tidak-ada", "Daftar ASN ini tidak ditemukan.", status=404)
    return state


def decide(state: dict | None, command: Stage | Approve | Close | Fail, now: datetime) -> list[Fact]:
    match command:
        case Stage():
            return _stage(state, command)
        case Approve():
            return _approve(known(state), command)
        case Close():
            return _close(_approved(state), command)
        case Fail():
            return [Fact("roster_import.failed", {"rows": _approved(state)["rows"], "rule": command.rule})]
        case _:
            raise TypeError(command)


def _stage(state: dict | None, command: Stage) -> list[Fact]:
    if state is not None:
        raise Refused("daftar-sudah-diunggah", "Daftar ASN ini sudah diunggah.")
    data = {
        "file": command.file,
        "rows": sum(command.summary.values()),
        "summary": dict(command.summary),
        "sealed_sha256": command.sealed_sha256,
        "rows_hmac": command.rows_hmac,
    }
    return [Fact("roster_import.staged", data | ({"unread": command.unread} if command.unread else {}))]


def _approve(state: dict, command: Approve) -> list[Fact]:
    if state["status"] != "staged":
        raise Refused("daftar-sudah-disetujui", "Daftar ASN ini sudah disetujui.")
    same = "Daftar ASN harus disetujui oleh orang lain daripada yang mengunggahnya."
    check_second(state["staged"], command.staged, command.actor, "staged", same)
    return [Fact("roster_import.approved", {"rows": state["rows"], "staged": reference(state["staged"])})]


def _approved(state: dict | None) -> dict:
    if known(state)["status"] != "approved":
        raise Refused("daftar-belum-disetujui", "Hanya daftar yang disetujui yang dapat ditutup.")
    return state


def _close(state: dict, command: Close) -> list[Fact]:
    if command.applied + command.refusals["refused"] != state["rows"]:
        raise ValueError("applied and refused rows do not make all rows")
    return [Fact("roster_import.closed", {"rows": state["rows"], "applied": command.applied, **command.refusals})]


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "roster_import.staged":
            return {**data, "status": "staged", "staged": signature(event), "staged_at": event.time}
        case "roster_import.approved":
            return {**state, "status": "approved"}
        case "roster_import.closed":
            return {**state, **{name: data[name] for name in ("applied", *REFUSALS)}, "status": "closed"}
        case "roster_import.failed":
            return {**state, "status": "failed", "failed_by": data["rule"]}
        case _:
            raise ValueError(event.fact)


def _stage_again(event: Event, states: Mapping[str, dict | None]) -> Stage:
    data = event.data
    names = ("file", "sealed_sha256", "rows_hmac", "summary")
    return Stage(**{name: data[name] for name in names}, unread=data.get("unread"))


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["staged"])


def _close_again(event: Event, states: Mapping[str, dict | None]) -> Close:
    return Close(event.data["applied"], {name: event.data[name] for name in REFUSALS})


def _fail_again(event: Event, states: Mapping[str, dict | None]) -> Fail:
    return Fail(event.data["rule"])


AGGREGATE = Aggregate(
    "roster_import",
    decide,
    evolve,
    again={
        "roster_import.staged": _stage_again,
        "roster_import.approved": _approve_again,
        "roster_import.closed": _close_again,
        "roster_import.failed": _fail_again,
    },
)
