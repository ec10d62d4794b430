"""The calendar: one row for each session, with how many have a seat and how many wait."""

from asnkit.events import Event, View

SESSIONS = View(
    "sessions",
    shape=2,
    indexes=(
        [("begins", 1), ("_id", 1)],
        [("ends", 1), ("begins", 1), ("_id", 1)],
        [("course", 1), ("begins", 1), ("_id", 1)],
    ),
)
EMPTY = {"confirmed": 0, "waiting": 0, "reason": None, "moved_at": None}


def _of(event: Event) -> list[str]:
    return [event.subject]


def _of_seating(event: Event) -> list[str]:
    return [f"session-{event.data['session']}"]


@SESSIONS.on("training.session.scheduled", keys=_of)
def schedule(row: dict | None, event: Event) -> dict:
    return {**EMPTY, **(row or {}), **event.data, **_between(event.data), "status": "SCHEDULED"}


@SESSIONS.on("training.session.changed", keys=_of)
def change(row: dict | None, event: Event) -> dict:
    moved = {name: event.data[name] for name in ("days", "place", "room", "capacity")}
    return {**row, **moved, **_between(moved), "moved_at": event.time}


@SESSIONS.on("training.session.cancelled", keys=_of)
def cancel(row: dict | None, event: Event) -> dict:
    return {**row, "status": "CANCELLED", "reason": event.data["reason"], "moved_at": event.time}


@SESSIONS.on("training.seating.moved", keys=_of_seating)
def move(row: dict | None, event: Event) -> dict:
    """The seating's stream may be read before the session's: its numbers wait in a row without a schedule."""
    return {**EMPTY, **(row or {}), "confirmed": event.data["confirmed"], "waiting": event.data["waiting"]}


def _between(data: dict) -> dict:
    return {"begins": data["days"][0]["date"], "ends": data["days"][-1]["date"]}
