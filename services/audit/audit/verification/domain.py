"""One round of the standing auditor, with what it looked at and what it found.

Streams: verification-<uuid>. What was found is named as the auditor named it; only the first
findings stand in the event, their number is always whole.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

SHOWN = 100


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


def decide(state: dict | None, command: Complete, now: datetime) -> list[Fact]:
    if state is not None:
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
    return [Fact("verification.completed", data)]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time, "by": event.actor}


AGGREGATE = Aggregate("verification", decide, evolve)
