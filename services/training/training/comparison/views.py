"""What feedback measured for a session: a row for each, with one entry for each time."""

from asnkit.events import Event, View

EFFECTS = View("effects")


@EFFECTS.on("feedback.effect.measured", keys=lambda event: [event.data["session"]])
def measured(row: dict | None, event: Event) -> dict:
    return {"found": {**(row or {"found": {}})["found"], str(event.data["months"]): {**event.data, "at": event.time}}}
