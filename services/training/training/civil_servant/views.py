"""The roster: one row for each person, with enrolments, credited hours and assessed levels.

Five kinds of streams touch a row; each writes under names of its own.
"""

from datetime import date

from asnkit.events import Event, View
from asnkit.text import natural

from ..enrolment.courses import LATSAR
from ..rules.latsar import PASSED
from ..rules.tenure import year_after
from .career import holds
from .tenure import CANDIDATE

_TOUCHING = (
    "training.civil_servant.added",
    "training.civil_servant.registered",
    "training.civil_servant.left",
    "training.civil_servant.withdrawn",
    "training.civil_servant.transferred",
    "training.civil_servant.promoted",
    "training.civil_servant.leave_granted",
    "training.civil_servant.service_ended",
    "training.civil_servant.decree_proposed",
    "training.civil_servant.decree_rejected",
    "training.civil_servant.made_permanent",
    "training.civil_servant.dismissed",
    "training.assessment.recorded",
    "training.enrolment.confirmed",
    "training.hours.credited",
    "training.hours.reversed",
    "training.hours.recognised",
    "training.hours.withdrawn",
    "training.latsar.begun",
    "training.latsar.passed",
    "training.latsar.failed",
)


READY = ("unit", "job_name", "permanent_from", "change")


def ready(today: str) -> dict:
    """The query for candidates who may become a PNS on a day (YYYY-MM-DD)."""
    return {"permanent_from": {"$lte": today}}


def _touched(row: dict | None, event: Event) -> dict | None:
    row = _fold(row, event)
    return row and {**row, "permanent_from": _permanent_from(row)}


def _permanent_from(row: dict) -> str | None:
    """The first day on which a candidate may become a PNS, None before Latsar is passed."""
    hours = (one.get("course") == LATSAR and not one.get("reversed") for one in row["hours"].values())
    passed = PASSED in row.get("latsar", {}).values() or any(hours)
    if row.get("status") != CANDIDATE or "left_at" in row or not passed:
        return None
    return year_after(date.fromisoformat(row["began"])).isoformat()


def _fold(row: dict | None, event: Event) -> dict | None:
    row = dict(row or {"unit": None, "enrolments": {}, "hours": {}, "change": None})
    data = event.data
    id = event.subject.partition("-")[2]
    match event.fact:
        case "civil_servant.added":
            names = ("unit", "job_code", "job_name", "status", "period", "decree_no", "effective_date")
            row |= {name: data[name] for name in names} | {"began": data["effective_date"]}
        case "civil_servant.registered":
            names = ("unit", "job_code", "job_name", "status", "rank", "decree_no", "effective_date")
            row |= {name: data[name] for name in names} | {"began": data["effective_date"]}
        case "civil_servant.withdrawn":
            return None
        case "civil_servant.left":
            row |= {"left_at": event.time, "left_reason": data["reason"]}
        case "civil_servant.decree_proposed":
            row["change"] = data["change"]
        case "civil_servant.decree_rejected":
            row["change"] = None
        case "civil_servant.made_permanent":
            row |= {"status": data["status"], "change": None}
        case "civil_servant.service_ended" | "civil_servant.dismissed":
            row |= {"left_at": holds(date.fromisoformat(data["effective_date"])), "left_reason": data["reason"]}
        case "civil_servant.promoted":
            row["rank"] = data["rank"]
        case "civil_servant.leave_granted":
            row["leaves"] = [*row.get("leaves", ()), {name: data[name] for name in ("since", "until")}]
        case "civil_servant.transferred":
            row |= {name: data[name] for name in ("unit", "job_code", "job_name", "decree_no", "effective_date")}
        case "assessment.recorded":
            row["levels"] = {**row.get("levels", {}), **data["core"]}
        case "enrolment.confirmed":
            entry = {name: data[name] for name in ("course", "title", "hours")}
            row["enrolments"] = row["enrolments"] | {id: {**entry, "confirmed_at": event.time}}
        case "latsar.begun":
            row["latsar"] = {data["enrolment"]: "GOING"} | row.get("latsar", {})
        case "latsar.passed" | "latsar.failed":
            row["latsar"] = row.get("latsar", {}) | {data["enrolment"]: event.fact.partition(".")[2].upper()}
        case "hours.credited":
            names = ("enrolment", "course", "hours", "year", "completed_on", "certificate_no")
            row["hours"] = row["hours"] | {id: {name: data[name] for name in names}}
        case "hours.recognised":
            names = ("activity", "kind", "hours", "year", "completed_on")
            row["hours"] = row["hours"] | {id: {name: data[name] for name in names}}
        case "hours.reversed" | "hours.withdrawn":
            row["hours"] = row["hours"] | {id: {**row["hours"][id], "reversed": True}}
    return row | {"place": f"{natural(row['unit'])}\t{natural(row['job_name'])}"} if row["unit"] else row


ROSTER = View(
    "roster",
    shape=9,
    indexes=(
        [("place", 1), ("_id", 1)],
        [("unit", 1), ("place", 1), ("_id", 1)],
        [("permanent_from", 1), ("_id", 1)],
    ),
)
ROSTER.on(*_TOUCHING, keys=lambda event: [event.data["person"]])(_touched)
