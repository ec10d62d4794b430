"""One day of one topic as a file, for agencies that read neither Kafka nor webhooks.

Streams: daily_file-<uuid of topic, day and part>. A line is an event's bytes, as they stand in the audit log; the file
lies under its hash, and the event that names it is in the log like every other. A rule of this project, of no decree.
"""

from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused

MISSING = Refused("berkas-tidak-ada", "Berkas harian ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Make:
    """`part` counts from 1: a day with very much to say has several; `events` is the number of lines."""

    topic: str
    day: date
    part: int
    events: int
    size: int
    sha256: str


def decide(state: dict | None, command: Make, now: datetime) -> list[Fact]:
    if not isinstance(command, Make):
        raise TypeError(command)
    if state is not None:
        raise Refused("berkas-sudah-ada", "Berkas harian ini sudah dibuat.")
    told = {"topic": command.topic, "day": command.day.isoformat(), "part": command.part}
    return [Fact("daily_file.made", {**told, "events": command.events, "bytes": command.size,
                                     "file_sha256": command.sha256})]  # fmt: skip


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "event": event.id, "sha256": event.sha256, "at": event.time}


AGGREGATE = Aggregate("daily_file", decide, evolve)
