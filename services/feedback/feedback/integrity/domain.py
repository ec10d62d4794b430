"""An integrity report: of bribes, of the sale of posts; from somebody unknown, for the Inspektorat alone.

Streams: integrity-<random uuid>. It comes on the way of every complaint, so that nobody who counts requests can tell it
from one. What its writer says is closed with the Inspektorat's public key (box.py) under a key of the report's own;
what the Inspektorat answers is under the latter alone, for whoever has the code. The writer's acts say the day and not
the hour. A rule of this project: no decree says how such reports come in.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

from ..complaint.domain import MISSING, MOST_MESSAGES

INTEGRITY = "integrity"
OUTCOMES = ("proven", "not_proven", "referred")
RECEIVED, ANSWERED, CLOSED = "received", "answered", "closed"


@dataclass(frozen=True, slots=True)
class Report:
    """`text` and `code` are sealed."""

    number: str
    text: dict
    code: dict


@dataclass(frozen=True, slots=True)
class Open:
    """Somebody of the Inspektorat reads it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Further words of its writer."""

    text: dict


@dataclass(frozen=True, slots=True)
class Answer:
    text: dict


@dataclass(frozen=True, slots=True)
class Close:
    """With one of OUTCOMES, and words for its writer."""

    outcome: str
    text: dict


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    day = wib_date(now)
    if isinstance(command, Report):
        if state is not None:
            raise Refused("laporan-sudah-ada", "Laporan ini sudah tercatat.")
        data = {"number": command.number, "day": day.isoformat(), "text": command.text, "code": command.code}
        return [Fact("integrity.reported", data, time=format_time(day_begins(day)))]
    if not isinstance(command, Open | Reply | Answer | Close):
        raise TypeError(command)
    if state is None:
        raise MISSING
    if isinstance(command, Open):
        return [Fact("integrity.opened", {})]
    if state["status"] == CLOSED:
        raise Refused("laporan-sudah-selesai", "Laporan ini sudah selesai. Kirim laporan baru bila ada hal baru.")
    if len(state["messages"]) >= MOST_MESSAGES:
        raise Refused("percakapan-penuh", "Percakapan ini sudah terlalu panjang. Kirim laporan baru bila perlu.")
    said = {"text": command.text, "day": day.isoformat()}
    match command:
        case Reply():
            return [Fact("integrity.replied", said, time=max(format_time(day_begins(day)), state["last"]))]
        case Answer():
            return [Fact("integrity.answered", said)]
        case Close():
            return [Fact("integrity.closed", {**said, "outcome": command.outcome})]


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "integrity.reported":
        kept = {name: event.data[name] for name in ("number", "day", "text", "code")}
        return {**kept, "status": RECEIVED, "messages": [], "outcome": None, "said": True, "last": event.time}
    return {**state, **_changed(state, event), "last": event.time}


def _changed(state: dict, event: Event) -> dict:
    """`said`: whether there are words of the writer that nobody has opened."""
    fact = event.fact.partition(".")[2]
    if fact == "opened":
        return {"said": False}
    by = "reporter" if fact == "replied" else "officer"
    kind = {"replied": "reply", "answered": "answer", "closed": "answer"}[fact]
    said = {"by": by, "kind": kind, "day": event.data["day"], "text": event.data["text"]}
    messages = {"messages": [*state["messages"], said]}
    if fact == "replied":
        return {**messages, "said": True}
    return {**messages, "status": ANSWERED if fact == "answered" else CLOSED, "outcome": event.data.get("outcome")}


AGGREGATE = Aggregate("integrity", decide, evolve)
