"""An evidence package: what it holds, why it was made, and the hash of its list of hashes.

Streams: package-<uuid>. The package itself is made again from the log whenever it is fetched;
the hash says that it is the same one. Without contents, each event is there as the log's leaf alone:
its proof holds, what it says stays closed.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

VARIANTS = ("masked", "whole")


@dataclass(frozen=True, slots=True)
class Create:
    """`scope` as the search had it; `events` entries from a log of `size`; `manifest_sha256` hex."""

    scope: dict[str, str]
    reason: str
    variant: str
    size: int
    events: int
    manifest_sha256: str


def decide(state: dict | None, command: Create, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("paket-sudah-ada", "Paket ini sudah dibuat.")
    if not command.events:
        raise Refused("paket-kosong", "Tidak ada peristiwa dalam lingkup ini.", "scope", status=422)
    return [Fact("package.created", asdict(command))]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "by": event.actor, "at": event.time}


AGGREGATE = Aggregate("package", decide, evolve)
