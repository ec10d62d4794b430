"""The appointment of all winners of a final result: ordered once, carried out winner by winner.

Streams: appointment_batch-<uuid>; one for each publication (a claim, in api.py). It waits until nobody may object to
the result any more (docs/rules.md §1.6). The winners are those of the lists that the published result names by
hash. Each becomes a `candidate.appointed`, and the order closes with counts that reconcile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time
from asnkit.signing import reference

from ..candidate.domain import WINNER
from ..closing import Close, Fail, close_again, fail_again
from ..ranking.domain import FINAL
from ..result.domain import published_by
from ..streams import result_stream


@dataclass(frozen=True, slots=True)
class Order:
    """`result` is the state of the round's final result."""

    result: dict | None
    effective_date: date
    decree_no: str


def decide(state: dict | None, command: Order | Close | Fail, now: datetime) -> list[Fact]:
    match command:
        case Order():
            return _order(state, command, now)
        case Close():
            return _close(_running(state), command)
        case Fail():
            return [Fact("appointment_batch.failed", {**_subject(_running(state)), "rule": command.rule})]
        case _:
            raise TypeError(command)


def _running(state: dict | None) -> dict:
    if state is None or state["status"] != "ordered":
        raise Refused("pengangkatan-tidak-berjalan", "Perintah pengangkatan ini tidak sedang berjalan.")
    return state


def _order(state: dict | None, command: Order, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("pengangkatan-sudah-dipesan", "Pengangkatan ini sudah diperintahkan.")
    published = published_by(command.result, FINAL)
    winners = published["counts"].get(WINNER, 0)
    if not winners:
        raise Refused("tanpa-pemenang", "Hasil akhir ini tidak mempunyai pemenang.")
    window = published["objection"]
    if window and now <= parse_time(window["closes"]):
        raise Refused("masa-sanggah", "Masa sanggah hasil akhir belum berakhir.")
    data = {
        "round": command.result["round"],
        "period": command.result["period"],
        "result": reference(published["signed"]),
        "winners": winners,
        "effective_date": command.effective_date.isoformat(),
        "decree_no": command.decree_no,
    }
    return [Fact("appointment_batch.ordered", data)]


def _close(state: dict, command: Close) -> list[Fact]:
    if command.applied + command.refusals["refused"] != state["winners"]:
        raise ValueError("applied and refused winners do not make all winners")
    return [Fact("appointment_batch.closed", {**_subject(state), "applied": command.applied, **command.refusals})]


def _subject(state: dict) -> dict:
    return {key: state[key] for key in ("round", "period", "result", "winners")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "appointment_batch.ordered":
            return {**data, "status": "ordered", "ordered_at": event.time}
        case "appointment_batch.closed":
            counts = {key: data[key] for key in ("applied", "refused", "refusals", "refusals_sha256")}
            return {**state, **counts, "status": "closed", "closed_at": event.time}
        case "appointment_batch.failed":
            return {**state, "status": "failed", "failed_by": data["rule"], "closed_at": event.time}
        case _:
            raise ValueError(event.fact)


def _order_again(event: Event, states: Mapping[str, dict | None]) -> Order:
    data = event.data
    result = states.get(result_stream(data["round"], FINAL))
    return Order(result, date.fromisoformat(data["effective_date"]), data["decree_no"])


AGGREGATE = Aggregate(
    "appointment_batch",
    decide,
    evolve,
    again={
        "appointment_batch.ordered": _order_again,
        "appointment_batch.closed": close_again,
        "appointment_batch.failed": fail_again,
    },
)
