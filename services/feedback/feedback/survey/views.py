"""Surveys and their published indexes, for lists and trends."""

from asnkit.events import Event, View

_FACTS = ("feedback.survey.opened", "feedback.survey.closed", "feedback.ikm.published")


def _fold(row: dict | None, event: Event) -> dict:
    match event.fact:
        case "survey.opened":
            names = ("unit", "service", "title", "minimum")
            opened = {name: event.data[name] for name in names}
            return {**opened, "status": "open", "opened_at": event.time, "closed_at": None, "ikm": None}
        case "survey.closed":
            return {**row, "status": "closed", "closed_at": event.time}
        case "ikm.published":
            return {**row, "ikm": event.data, "published_at": event.time}


SURVEYS = View("surveys", indexes=([("unit", 1), ("opened_at", 1)], [("status", 1)]))
SURVEYS.on(*_FACTS, keys=lambda event: [event.subject.partition("-")[2]])(_fold)
