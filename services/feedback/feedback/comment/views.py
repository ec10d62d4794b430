"""Stages of each period that people may comment on, as registration tells them; the comments, and how many there are.

`selections` and `comment_figures` have a row for each period, by its code.
"""

from asnkit.events import Event, View

REGISTRATION = "pendaftaran"
"""The stage before there is any list."""

SELECTIONS = View("selections")
COMMENTS = View(
    "comments",
    indexes=(
        [("status", 1), ("day", 1), ("_id", 1)],
        [("period", 1), ("status", 1), ("shown_on", -1), ("_id", -1)],
        [("period", 1), ("stage", 1), ("status", 1), ("shown_on", -1), ("_id", -1)],
    ),
)
FIGURES = View("comment_figures")

_PERIOD = tuple(f"registration.period.{fact}" for fact in ("announced", "amended", "cancelled"))
_FACTS = tuple(f"feedback.comment.{fact}" for fact in ("given", "released", "withheld"))


@SELECTIONS.on(*_PERIOD, keys=lambda event: [event.data["code"]])
@SELECTIONS.on("registration.announcement.published", keys=lambda event: [event.data["period"]])
def _selection(row: dict | None, event: Event) -> dict:
    """`lists`: {stage, at} of the newest list of each stage, by name. A list may be heard of before its period."""
    data, row = event.data, row or {"opens": None, "closes": None, "cancelled": False, "lists": []}
    match event.fact:
        case "period.announced":
            return {**row, "opens": data["registration_opens"], "closes": data["registration_closes"]}
        case "period.amended":
            after = data["after"]
            opens, closes = after.get("registration_opens"), after.get("registration_closes")
            return {**row, "opens": opens or row["opens"], "closes": closes or row["closes"]}
        case "period.cancelled":
            return {**row, "cancelled": True}
        case "announcement.published":
            newest = {one["stage"]: one["at"] for one in row["lists"]}
            newest[data["stage"]] = max(event.time, newest.get(data["stage"], ""))
            return {**row, "lists": [{"stage": stage, "at": at} for stage, at in sorted(newest.items())]}


@COMMENTS.on(*_FACTS, keys=lambda event: [event.subject.partition("-")[2]])
def _comment(row: dict | None, event: Event) -> dict:
    data, status = event.data, event.fact.partition(".")[2]
    if status == "given":
        kept = {name: data[name] for name in ("period", "stage", "day")}
        return {**kept, "status": status, "shown_on": None}
    return {**row, "status": status, "shown_on": data["day"] if status == "released" else row["shown_on"]}


@FIGURES.on(*_FACTS, keys=lambda event: [event.data["period"]])
def _figure(row: dict | None, event: Event) -> dict:
    """Stage → how many were given, are shown, and are withheld; `reasons` of the withheld ones."""
    data, status = event.data, event.fact.partition(".")[2]
    stages = {stage: dict(counted) for stage, counted in (row or {"stages": {}})["stages"].items()}
    counted = stages.setdefault(data["stage"], {"given": 0, "released": 0, "withheld": 0})
    counted[status] += 1
    if status == "withheld" and data["was"] == "released":
        counted["released"] -= 1
    return {"stages": dict(sorted(stages.items()))}
