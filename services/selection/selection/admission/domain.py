"""The admission of everyone who meets the conditions on an announced list: ordered once, carried out one by one.

Streams: admission-<uuid of the announcement>. A verdict makes nobody a candidate: until the list is announced,
what happens here is the same for either outcome. Each number on the list becomes a `candidate.registered`, and
the order closes with counts that reconcile.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

from ..closing import Close


@dataclass(frozen=True, slots=True)
class Order:
    """`meeting` is how many on the list of this `stage` meet the conditions; the list is known by its hash."""

    announcement: str
    period: str
    list_sha256: str
    meeting: int
    stage: str


def decide(state: dict | None, command: Order | Close, now: datetime) -> list[Fact]:
    match command:
        case Order():
            return _order(state, command)
        case Close():
            return _close(state, command)
        case _:
            raise TypeError(command)


def _order(state: dict | None, command: Order) -> list[Fact]:
    if state is not None:
        return []
    data = {
        "announcement": command.announcement,
        "period": command.period,
        "list_sha256": command.list_sha256,
        "meeting": command.meeting,
        "stage": command.stage,
    }
    return [Fact("admission.ordered", data)]


def _close(state: dict | None, command: Close) -> list[Fact]:
    if state is None or state["status"] != "ordered":
        raise Refused("penerimaan-tidak-berjalan", "Penerimaan peserta dari pengumuman ini tidak sedang berjalan.")
    if command.applied + command.refusals["refused"] != state["meeting"]:
        raise ValueError("admitted and refused do not make all who meet the conditions")
    subject = {key: state[key] for key in ("announcement", "period", "meeting")}
    return [Fact("admission.closed", {**subject, "applied": command.applied, **command.refusals})]


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "admission.ordered":
            return {**data, "status": "ordered", "ordered_at": event.time}
        case "admission.closed":
            counts = {key: data[key] for key in ("applied", "refused", "refusals", "refusals_sha256")}
            return {**state, **counts, "status": "closed", "closed_at": event.time}
        case _:
            raise ValueError(event.fact)


AGGREGATE = Aggregate("admission", decide, evolve)
