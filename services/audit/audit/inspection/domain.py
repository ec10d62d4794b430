"""One round of the standing auditor, with what it looked at and what it found.

Streams: inspection-<uuid>. What was found is named as the auditor named it; only the first
findings stand in the event, their number is always whole.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Request:
    """A round out of turn; the standing auditor completes this stream."""


@dataclass(frozen=True, slots=True)
class Complete:
    """`checks` are [{"name", "examined", "findings"}], `findings` [{"check", "service", "subject", …, "sentence"}].

    `size` entries were read; `seconds` is how long it took, in whole seconds.
    """

    started_at: str
    seconds: int
    size: int
    checks: tuple[dict, ...]
    findings: tuple[dict, ...]
    found: int


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Request):
        if state is not None:
            raise Refused("pemeriksaan-sudah-diminta", "Pemeriksaan ini sudah diminta.")
        return [Fact("inspection.requested", {})]
    if state is not None and state["status"] == "completed":
        raise Refused("pemeriksaan-sudah-ada", "Hasil pemeriksaan ini sudah dicatat.")
    if sum(check["findings"] for check in command.checks) != command.found:
        raise Refused("jumlah-tidak-cocok", "Jumlah temuan tidak sama dengan jumlah menurut pemeriksaannya.", "found")
    data = {
        "started_at": command.started_at,
        "seconds": command.seconds,
        "size": command.size,
        "checks": list(command.checks),
        "findings": list(command.findings[:SHOWN]),
        "found": command.found,
    }
    return [Fact("inspection.completed", data)]


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "inspection.requested":
        return {"status": "requested", "requested_by": event.actor, "requested_at": event.time}
    return {**(state or {}), **event.data, "status": "completed", "at": event.time, "by": event.actor}


AGGREGATE = Aggregate("inspection", decide, evolve)
