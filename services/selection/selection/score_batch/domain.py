"""A file of scores: staged by one person, approved by another, applied row by row, closed with counts.

Streams: score_batch-<uuid>; one file (by its SHA-256) for each round and stage (a claim,
in api.py). The rows become `score.recorded` of their candidates, naming file and row.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused


@dataclass(frozen=True, slots=True)
class Stage:
    """`summary` counts the checked rows: {present, absent, disqualified}; `missing` candidates without a row."""

    round: str
    period: str
    stage: str
    file: str
    sha256: str
    summary: dict[str, int]
    missing: int
    signer: str


@dataclass(frozen=True, slots=True)
class Approve:
    signer: str


@dataclass(frozen=True, slots=True)
class Close:
    """`refusals` are [{row, rule}], rows as numbered in the file."""

    applied: int
    refusals: tuple[dict, ...]


def decide(state: dict | None, command: Stage | Approve | Close, now: datetime) -> list[Fact]:
    if isinstance(command, Stage):
        return _stage(state, command)
    if state is None:
        raise Refused("berkas-nilai-tidak-ada", "Berkas nilai ini tidak ditemukan.", status=404)
    return _approve(state, command) if isinstance(command, Approve) else _close(state, command)


def _stage(state: dict | None, command: Stage) -> list[Fact]:
    if state is not None:
        raise Refused("berkas-sudah-diunggah", "Berkas nilai ini sudah diunggah.")
    data = {
        "round": command.round,
        "period": command.period,
        "stage": command.stage,
        "file": command.file,
        "sha256": command.sha256,
        "rows": sum(command.summary.values()),
        "summary": command.summary,
        "missing": command.missing,
        "signer": command.signer,
    }
    return [Fact("score_batch.staged", data)]


def _approve(state: dict, command: Approve) -> list[Fact]:
    if state["status"] != "staged":
        raise Refused("berkas-sudah-disetujui", "Berkas nilai ini sudah disetujui.")
    if command.signer == state["signer"]:
        raise Refused(
            "penanda-tangan-sama", "Nilai harus disetujui oleh orang lain daripada yang mengunggahnya.", status=403
        )
    data = {key: state[key] for key in ("round", "period", "stage", "sha256", "rows")}
    return [Fact("score_batch.approved", {**data, "signers": [state["signer"], command.signer]})]


def _close(state: dict, command: Close) -> list[Fact]:
    if state["status"] != "approved":
        raise Refused("berkas-belum-disetujui", "Hanya berkas nilai yang disetujui yang dapat ditutup.")
    if command.applied + len(command.refusals) != state["rows"]:
        raise ValueError("applied and refused rows do not make all rows")
    data = {key: state[key] for key in ("round", "period", "stage", "sha256", "rows")}
    counts = {"applied": command.applied, "refused": len(command.refusals), "refusals": list(command.refusals)}
    return [Fact("score_batch.closed", {**data, **counts})]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "score_batch.staged":
            return {**event.data, "status": "staged", "staged_at": event.time}
        case "score_batch.approved":
            return {**state, "status": "approved", "signers": event.data["signers"], "approved_at": event.time}
        case "score_batch.closed":
            counts = {key: event.data[key] for key in ("applied", "refused", "refusals")}
            return {**state, **counts, "status": "closed", "closed_at": event.time}


AGGREGATE = Aggregate("score_batch", decide, evolve)
