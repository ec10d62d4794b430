"""What an endpoint is sent once more: everything of its events since a day, at a rate that its machine can bear.

Streams: stream_replay-<uuid>, one for each time that somebody asked for it. Nobody else's deliveries wait for it, and
those of this endpoint go on meanwhile. Rules of this project, of no decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..endpoint.domain import KEPT
from ..endpoint.domain import MISSING as NO_ENDPOINT

RUNNING, STOPPED, COMPLETED = "running", "stopped", "completed"
MOST_A_MINUTE = 6_000
MISSING = Refused("putar-ulang-tidak-ada", "Putar ulang ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Start:
    """`endpoint` is its id and `known` its state, `since` a day (WIB), `rate` events a minute; `running` is how many
    replays of this endpoint have not ended."""

    endpoint: str
    known: Mapping | None
    since: date
    rate: int
    running: int


@dataclass(frozen=True, slots=True)
class Stop:
    """`events` were put down so far; they are sent all the same."""

    events: int


@dataclass(frozen=True, slots=True)
class Complete:
    """Everything was read; `events` were put down."""

    events: int


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Start):
        return [_started(state, command, wib_date(now))]
    if not isinstance(command, Stop | Complete):
        raise TypeError(command)
    if state is None:
        raise MISSING
    if state["status"] != RUNNING:
        raise Refused("bukan-saatnya", "Putar ulang ini sudah berakhir: muat ulang halamannya.")
    told = {"endpoint": state["endpoint"], "events": command.events}
    if isinstance(command, Stop):
        return [Fact("stream_replay.stopped", told)]
    return [Fact("stream_replay.completed", told)]


def _started(state: dict | None, command: Start, today: date) -> Fact:
    if state is not None:
        raise Refused("putar-ulang-sudah-ada", "Putar ulang ini sudah tercatat.")
    if command.known is None or command.known["status"] not in KEPT:
        raise NO_ENDPOINT
    if command.running:
        message = "Putar ulang webhook ini masih berjalan: tunggu selesai, atau hentikan dahulu."
        raise Refused("putar-ulang-berjalan", message)
    if command.since > today:
        raise Refused("hari-di-depan", "Pilih hari ini atau hari yang sudah lewat.", "since", status=422)
    if not 1 <= command.rate <= MOST_A_MINUTE:
        message = f"Pilih 1 sampai {MOST_A_MINUTE} peristiwa per menit."
        raise Refused("laju-tidak-sah", message, "rate", status=422)
    told = {"endpoint": command.endpoint, "since": command.since.isoformat(), "rate": command.rate}
    return Fact("stream_replay.started", told)


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact.partition(".")[2]:
        case "started":
            return {**event.data, "status": RUNNING, "events": None, "began": event.time, "at": event.time}
        case "stopped":
            return {**state, "status": STOPPED, "events": event.data["events"], "at": event.time}
        case "completed":
            return {**state, "status": COMPLETED, "events": event.data["events"], "at": event.time}


AGGREGATE = Aggregate("stream_replay", decide, evolve)
