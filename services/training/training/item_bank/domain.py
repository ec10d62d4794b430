"""The items from which the tests of a course are drawn, in editions.

Streams: item_bank-<uuid of the course>. An event says how many items there are and their list's hash, and holds none of
them: a topic has many readers, and whoever sits a test meets neither an item nor a key before (docs/decisions/0120).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

FEWEST, MOST = 5, 200
"""Items of an edition: a rule of this project, of no decree."""
MISSING = Refused("bank-soal-tidak-ada", "Pelatihan ini belum mempunyai bank soal.", status=404)


@dataclass(frozen=True, slots=True)
class Publish:
    """`course` is that stream's state, `list_sha256` the hash of the list that is kept with the event (items.py)."""

    course_id: str
    course: Mapping | None
    items: int
    list_sha256: str


def decide(state: dict | None, command: Publish, now: datetime) -> list[Fact]:
    if not isinstance(command, Publish):
        raise TypeError(command)
    if command.course is None:
        raise Refused("pelatihan-tidak-ada", "Pelatihan ini tidak ditemukan.", status=404)
    if state is not None and state["list_sha256"] == command.list_sha256:
        raise Refused("tanpa-perubahan", "Soal-soal ini sama dengan edisi yang berlaku.", "items", status=422)
    edition = state["edition"] + 1 if state else 1
    data = {"course": command.course_id, "edition": edition, "items": command.items}
    return [Fact("item_bank.published", {**data, "list_sha256": command.list_sha256})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time}


AGGREGATE = Aggregate("item_bank", decide, evolve)
