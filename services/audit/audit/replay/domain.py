"""A replay: services and a period are chosen, states and views are built again beside the live ones, and compared.

Streams: replay-<uuid>. The command only says what is to be done; the standing auditor does it,
with a user that can read and nothing else, and reports the result.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Start:
    """What was last touched in [`since`, `until`] is compared; None is no limit."""

    services: tuple[str, ...]
    since: datetime | None
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Complete:
    """`parts` are [{"service", "part", "kind", "rebuilt", "compared", "same", "rebuilt_sha256", "live_sha256"}]."""

    events: int
    seconds: int
    parts: tuple[dict, ...]
    differences: tuple[dict, ...]
    differing: int


@dataclass(frozen=True, slots=True)
class Fail:
    reason: str


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Start):
        return _start(state, command)
    if state is None:
        raise Refused("putar-ulang-tidak-ada", "Putar ulang ini tidak ditemukan.", status=404)
    if state["status"] != "started":
        raise Refused("putar-ulang-selesai", "Putar ulang ini sudah selesai.")
    if isinstance(command, Fail):
        return [Fact("replay.failed", {"reason": command.reason})]
    data = {
        "events": command.events,
        "seconds": command.seconds,
        "parts": list(command.parts),
        "differences": list(command.differences[:SHOWN]),
        "differing": command.differing,
    }
    return [Fact("replay.completed", data)]


def _start(state: dict | None, command: Start) -> list[Fact]:
    if state is not None:
        raise Refused("putar-ulang-sudah-ada", "Putar ulang ini sudah dimulai.")
    if command.since and command.until and command.since >= command.until:
        raise Refused("masa-terbalik", "Awal masa harus sebelum akhirnya.", "since", status=422)
    period = {
        name: format_time(at) if at else None for name, at in (("since", command.since), ("until", command.until))
    }
    return [Fact("replay.started", {"services": list(command.services), **period, "reason": command.reason})]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "replay.started":
            return {**event.data, "status": "started", "started_at": event.time, "by": event.actor, "result": None}
        case "replay.completed":
            return {**state, "status": "completed", "completed_at": event.time, "result": event.data}
        case "replay.failed":
            return {**state, "status": "failed", "completed_at": event.time, "result": event.data}


AGGREGATE = Aggregate("replay", decide, evolve)
