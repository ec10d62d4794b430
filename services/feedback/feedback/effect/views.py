"""What is asked for of a session: its days, the comparison that was fixed for it, and who passed.

Out of streams that are read in any order, so no part of the row waits for another.
"""

from asnkit.events import Event, View

SESSIONS = View("sessions_measured", indexes=([("course", 1)],))
EMPTY = {"days": None, "course": None, "code": None, "title": None, "fixed": None, "passed": {}}


def _of(event: Event) -> list[str]:
    return [event.subject.partition("-")[2]]


@SESSIONS.on("training.session.scheduled", "training.session.changed", "training.session.cancelled", keys=_of)
def _session(row: dict | None, event: Event) -> dict:
    """Of a cancelled session nothing is measured."""
    days = event.data.get("days")
    return {**EMPTY, **(row or {}), "days": days and [days[0]["date"], days[-1]["date"]]} | {
        name: event.data[name] for name in ("course", "code", "title")
    }


@SESSIONS.on("training.comparison.fixed", keys=lambda event: [event.data["session"]])
def _fixed(row: dict | None, event: Event) -> dict:
    fixed = {name: event.data[name] for name in ("measure", "units", "others")}
    return {**EMPTY, **(row or {}), "fixed": fixed}


@SESSIONS.on("training.participant.passed", keys=lambda event: [event.data["session"]])
def _passed(row: dict | None, event: Event) -> dict:
    row = {**EMPTY, **(row or {})}
    return {**row, "passed": {**row["passed"], event.data["enrolment"]: event.data["person"]}}
