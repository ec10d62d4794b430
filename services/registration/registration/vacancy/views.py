"""The public list of formation lines."""

from asnkit.events import Event, View
from asnkit.text import natural

from .domain import evolve

VACANCIES = View(
    "vacancies",
    shape=2,
    indexes=(
        [("place", 1), ("_id", 1)],
        [("period", 1), ("place", 1), ("_id", 1)],
        [("unit", 1), ("place", 1), ("_id", 1)],
        [("changed_at", -1), ("_id", -1)],
    ),
)


@VACANCIES.on("registration.vacancy.published", keys=lambda event: [event.subject])
def publish(row: dict | None, event: Event) -> dict:
    words = f"{event.data['job_name']} {event.data['unit']}".casefold()
    return {**event.data, "published_at": event.time, "words": words, "place": natural(event.data["job_name"])}


@VACANCIES.on("registration.vacancy.amended", "registration.vacancy.closed", keys=lambda event: [event.subject])
def amend(row: dict | None, event: Event) -> dict:
    return {**evolve(row, event), "changed_at": event.time}
