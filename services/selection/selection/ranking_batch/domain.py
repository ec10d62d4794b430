"""The computation of all rankings of a stage: ordered once, carried out line by line, closed with counts.

Streams: ranking_batch-<uuid>. Each line becomes a `ranking.computed` where its list has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

from ..closing import Close, Fail, close_again, fail_again
from ..round.domain import locked_rules


@dataclass(frozen=True, slots=True)
class Order:
    """`round` is the round's state, `lines` the number of its lines; with `vacancy` that line alone."""

    round_id: str
    round: dict | None
    stage: str
    lines: int
    vacancy: str | None = None


def decide(state: dict | None, command: Order | Close | Fail, now: datetime) -> list[Fact]:
    match command:
        case Order():
            return _order(state, command)
        case Close():
            _check_open(state)
            if command.applied + command.refusals["refused"] != state["lines"]:
                raise ValueError("ranked and refused lines do not make all lines")
            return [Fact("ranking_batch.closed", {**_subject(state), "applied": command.applied, **command.refusals})]
        case Fail():
            _check_open(state)
            return [Fact("ranking_batch.failed", {**_subject(state), "rule": command.rule})]
        case _:
            raise TypeError(command)


def _order(state: dict | None, command: Order) -> list[Fact]:
    if state is not None:
        raise Refused("perhitungan-sudah-dipesan", "Perhitungan ini sudah diperintahkan.")
    locked_rules(command.round)
    if not command.lines:
        raise Refused("tanpa-formasi", "Seleksi ini belum mempunyai formasi.")
    data = {
        "round": command.round_id,
        "period": command.round["period"],
        "stage": command.stage,
        "lines": command.lines,
    }
    alone = {"vacancy": command.vacancy} if command.vacancy else {}
    return [Fact("ranking_batch.ordered", data | alone)]


def _check_open(state: dict | None) -> None:
    if state is None or state["status"] != "ordered":
        raise Refused("perhitungan-tidak-berjalan", "Perhitungan ini tidak sedang berjalan.")


def _subject(state: dict) -> dict:
    return {key: state[key] for key in ("round", "period", "stage", "lines")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "ranking_batch.ordered":
            return {**data, "status": "ordered", "ordered_at": event.time}
        case "ranking_batch.closed":
            counts = {key: data[key] for key in ("applied", "refused", "refusals", "refusals_sha256")}
            return {**state, **counts, "status": "closed", "closed_at": event.time}
        case "ranking_batch.failed":
            return {**state, "status": "failed", "failed_by": data["rule"], "closed_at": event.time}
        case _:
            raise ValueError(event.fact)


def _order_again(event: Event, states: Mapping[str, dict | None]) -> Order:
    data = event.data
    round_state = states.get(f"round-{data['round']}")
    return Order(data["round"], round_state, data["stage"], data["lines"], data.get("vacancy"))


AGGREGATE = Aggregate(
    "ranking_batch",
    decide,
    evolve,
    again={
        "ranking_batch.ordered": _order_again,
        "ranking_batch.closed": close_again,
        "ranking_batch.failed": fail_again,
    },
)
