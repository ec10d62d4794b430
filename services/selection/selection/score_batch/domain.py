"""A file of scores: staged by one person, approved by another, applied row by row, closed with counts.

Streams: score_batch-<uuid>; the same rows once for each round and stage (a claim, in api.py). The events name the
sealed file by the SHA-256 of its bytes and the parsed rows by a keyed hash: what is applied is what was signed, or
nothing.
The rows become `score.recorded` of their candidates, naming batch and row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature

from ..closing import Close, Fail, close_again, fail_again
from ..round.domain import locked_rules

REMARKED, RENOUNCED = "COLUMN", "RENOUNCED"


@dataclass(frozen=True, slots=True)
class Stage:
    """`round` is the round's state; `sealed_sha256` and `rows_hmac` name the sealed file and its rows (rows.py).

    `summary` counts the checked rows: {present, absent, disqualified}; `missing` candidates without a row. `remarks`
    says how the file tells who was absent (REMARKED, RENOUNCED); `unread` is the sealed list of columns that nobody
    reads, or None.
    """

    round_id: str
    round: dict | None
    stage: str
    file: str
    sealed_sha256: str
    rows_hmac: str
    summary: Mapping[str, int]
    missing: int
    remarks: str | None = None
    unread: Mapping | None = None


@dataclass(frozen=True, slots=True)
class Approve:
    """`staged` is the staging event that the signer has read, {event, sha256}; `actor` the signer."""

    actor: str
    staged: Mapping


def decide(state: dict | None, command: Stage | Approve | Close | Fail, now: datetime) -> list[Fact]:
    match command:
        case Stage():
            return _stage(state, command)
        case Approve():
            return _approve(_known(state), command)
        case Close():
            return _close(_approved(state), command)
        case Fail():
            return [Fact("score_batch.failed", {**_subject(_approved(state)), "rule": command.rule})]
        case _:
            raise TypeError(command)


def _known(state: dict | None) -> dict:
    if state is None:
        raise Refused("berkas-nilai-tidak-ada", "Berkas nilai ini tidak ditemukan.", status=404)
    return state


def _approved(state: dict | None) -> dict:
    if _known(state)["status"] != "approved":
        raise Refused("berkas-belum-disetujui", "Hanya berkas nilai yang disetujui yang dapat ditutup.")
    return state


def _stage(state: dict | None, command: Stage) -> list[Fact]:
    if state is not None:
        raise Refused("berkas-sudah-diunggah", "Berkas nilai ini sudah diunggah.")
    locked_rules(command.round)
    data = {
        "round": command.round_id,
        "period": command.round["period"],
        "stage": command.stage,
        "file": command.file,
        "sealed_sha256": command.sealed_sha256,
        "rows_hmac": command.rows_hmac,
        "rows": sum(command.summary.values()),
        "summary": dict(command.summary),
        "missing": command.missing,
    }
    told = {"remarks": command.remarks, "unread": command.unread}
    return [Fact("score_batch.staged", data | {name: value for name, value in told.items() if value is not None})]


def _approve(state: dict, command: Approve) -> list[Fact]:
    if state["status"] != "staged":
        raise Refused("berkas-sudah-disetujui", "Berkas nilai ini sudah disetujui.")
    same = "Nilai harus disetujui oleh orang lain daripada yang mengunggahnya."
    check_second(state["staged"], command.staged, command.actor, "staged", same)
    return [Fact("score_batch.approved", {**_subject(state), "staged": reference(state["staged"])})]


def _close(state: dict, command: Close) -> list[Fact]:
    if command.applied + command.refusals["refused"] != state["rows"]:
        raise ValueError("applied and refused rows do not make all rows")
    return [Fact("score_batch.closed", {**_subject(state), "applied": command.applied, **command.refusals})]


def _subject(state: dict) -> dict:
    return {key: state[key] for key in ("round", "period", "stage", "rows")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "score_batch.staged":
            return {**data, "status": "staged", "staged": signature(event), "staged_at": event.time}
        case "score_batch.approved":
            return {**state, "status": "approved", "approved_at": event.time}
        case "score_batch.closed":
            counts = {key: data[key] for key in ("applied", "refused", "refusals", "refusals_sha256")}
            return {**state, **counts, "status": "closed", "closed_at": event.time}
        case "score_batch.failed":
            return {**state, "status": "failed", "failed_by": data["rule"], "closed_at": event.time}
        case _:
            raise ValueError(event.fact)


def _stage_again(event: Event, states: Mapping[str, dict | None]) -> Stage:
    data = event.data
    keys = ("stage", "file", "sealed_sha256", "rows_hmac", "summary", "missing")
    told = {key: data.get(key) for key in ("remarks", "unread")}
    return Stage(data["round"], states.get(f"round-{data['round']}"), **{key: data[key] for key in keys}, **told)


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["staged"])


AGGREGATE = Aggregate(
    "score_batch",
    decide,
    evolve,
    again={
        "score_batch.staged": _stage_again,
        "score_batch.approved": _approve_again,
        "score_batch.closed": close_again,
        "score_batch.failed": fail_again,
    },
)
