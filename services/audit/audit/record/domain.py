"""A reading of a person's data by an auditor: recorded, with its reason, before anything is opened.

Streams: record-<uuid>, one for each reading, so that readings never wait for each other.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time

OPEN_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Look:
    """`person` whose data, `about` the stream that led there."""

    person: str
    about: str | None
    reason: str


def decide(state: dict | None, command: Look, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("pembukaan-sudah-dicatat", "Pembukaan ini sudah dicatat.")
    return [Fact("record.viewed", {**asdict(command), "fields": ["name"]})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "reader": event.actor, "at": event.time}


def may_open(state: dict | None, actor: str, now: datetime) -> None:
    """Raises Refused where this record does not let `actor` read at this moment."""
    if state is None or state["reader"] != actor:
        raise Refused("pembukaan-tidak-ada", "Catat dahulu pembukaan ini beserta alasannya.", status=404)
    if now - parse_time(state["at"]) > OPEN_FOR:
        raise Refused("pembukaan-berakhir", "Pembukaan berlaku 15 menit. Catat lagi dengan alasannya.", status=403)


AGGREGATE = Aggregate("record", decide, evolve)
