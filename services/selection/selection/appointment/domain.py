"""The appointment of all winners of a final result: ordered once, carried out winner by winner.

Streams: appointment_batch-<uuid>. It waits until nobody may object to the result any more
(domain.md §1.6). Each winner becomes a `candidate.appointed`, and the order closes with
counts that reconcile.
"""

from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time


@dataclass(frozen=True, slots=True)
class Order:
    """`result` is the published final result (result.domain's `published`), `winners` its rows with code L."""

    round: str
    period: str
    result: dict
    winners: int
    effective_date: date
    decree_no: str
    signer: str


@dataclass(frozen=True, slots=True)
class Close:
    """`refusals` are [{candidate, rule}]."""

    applied: int
    refusals: tuple[dict, ...]


def decide(state: dict | None, command: Order | Close, now: datetime) -> list[Fact]:
    return _order(state, command, now) if isinstance(command, Order) else _close(state, command)


def _order(state: dict | None, command: Order, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("pengangkatan-sudah-dipesan", "Pengangkatan ini sudah diperintahkan.")
    if not command.winners:
        raise Refused("tanpa-pemenang", "Hasil akhir ini tidak mempunyai pemenang yang belum diangkat.")
    window = command.result["objection"]
    if window and now <= parse_time(window["closes"]):
        raise Refused("masa-sanggah", "Masa sanggah hasil akhir belum berakhir.")
    data = {
        "round": command.round,
        "period": command.period,
        "result": command.result["event"],
        "winners": command.winners,
        "effective_date": command.effective_date.isoformat(),
        "decree_no": command.decree_no,
        "signer": command.signer,
    }
    return [Fact("appointment_batch.ordered", data)]


def _close(state: dict, command: Close) -> list[Fact]:
    if command.applied + len(command.refusals) != state["winners"]:
        raise ValueError("applied and refused winners do not make all winners")
    data = {key: state[key] for key in ("round", "period", "result", "winners")}
    counts = {"applied": command.applied, "refused": len(command.refusals), "refusals": list(command.refusals)}
    return [Fact("appointment_batch.closed", {**data, **counts})]


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "appointment_batch.ordered":
        return {**event.data, "status": "ordered", "ordered_at": event.time}
    counts = {key: event.data[key] for key in ("applied", "refused", "refusals")}
    return {**state, **counts, "status": "closed", "closed_at": event.time}


AGGREGATE = Aggregate("appointment_batch", decide, evolve)
