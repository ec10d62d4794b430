"""The public list of formation lines."""

from asnkit.events import Event, View


def _keys(event: Event) -> list[str]:
    return [event.subject] if event.name == "registration.vacancy.published" else []


def _fold(row: dict | None, event: Event) -> dict:
    words = f"{event.data['job_name']} {event.data['unit']}".casefold()
    return {**event.data, "published_at": event.time, "words": words}


VACANCIES = View(
    "vacancies",
    _keys,
    _fold,
    indexes=([("period", 1), ("job_name", 1)], [("unit", 1)]),
)
