"""Rows of applications for the staff's lists, and each applicant's timeline.

A row gets contributions of several streams (the application, its verification, its
objection, its candidate in selection), each under names of its own, so it comes out the
same in every interleaving.
"""

from asnkit.events import Event, View

_APPLICATION = "registration.application."


def _application_of(event: Event) -> str:
    """The UUID of the application that the event is about."""
    return event.subject.partition("-")[2] if event.name.startswith(_APPLICATION) else event.data["application"]


def _row_keys(event: Event) -> list[str]:
    return [_application_of(event)]


def _fold_row(row: dict | None, event: Event) -> dict:
    row = dict(row or {"status": None, "submitted_at": None, "held_by": None, "objection": None})
    data = event.data
    match event.name.removeprefix("registration."):
        case "application.started":
            row |= data | {"status": "draft", "started_at": event.time}
        case "application.submitted":
            row |= {
                "status": "submitted",
                "submitted_at": event.time,
                "participant_no": data["participant_no"],
                "education": data["education"],
                "warnings": sorted(item["rule"] for item in data["checks"] if item["result"] != "meets"),
            }
        case "application.verified":
            row |= {
                "status": data["verdict"],
                "reasons": data["reasons"],
                "basis": data["basis"],
                "verified_at": event.time,
            }
        case "application.withdrawn":
            row |= {"status": "withdrawn"}
        case "verification.assigned":
            row |= {"held_by": data["verifier"]}
        case "verification.released":
            row |= {"held_by": None}
        case "objection.filed":
            row |= {"objection": "filed"}
        case "objection.answered":
            row |= {"objection": "accepted" if data["accepted"] else "rejected"}
        case "objection.accepted":
            row |= {"objection": "accepted"}
    return row


APPLICATIONS = View(
    "applications",
    indexes=(
        [("period", 1), ("submitted_at", 1), ("_id", 1)],
        [("period", 1), ("status", 1), ("submitted_at", 1), ("_id", 1)],
        [("vacancy", 1), ("submitted_at", 1), ("_id", 1)],
        [("vacancy", 1), ("status", 1), ("submitted_at", 1), ("_id", 1)],
        [("participant_no", 1)],
    ),
)


APPLICATIONS.on(
    "registration.application.started",
    "registration.application.submitted",
    "registration.application.verified",
    "registration.application.withdrawn",
    "registration.verification.assigned",
    "registration.verification.released",
    "registration.objection.filed",
    "registration.objection.answered",
    "registration.objection.accepted",
    keys=_row_keys,
)(_fold_row)


def _timeline_keys(event: Event) -> list[str]:
    return [event.data["application"]] if event.name.startswith("selection.candidate.") else _row_keys(event)


def _fold_timeline(row: dict | None, event: Event) -> dict:
    entries = dict(row["entries"]) if row else {}
    entries[event.id] = {
        "sha256": event.sha256,
        "at": event.time,
        "what": event.name,
        "by": event.actor.partition(":")[0],
        "details": {name: event.data[name] for name in _DETAILS.get(event.name, ()) if name in event.data},
    }
    return {"entries": entries}


_DETAILS = {
    "registration.application.submitted": ("participant_no",),
    "registration.application.verified": ("verdict", "reasons", "basis"),
    "registration.application.withdrawn": ("reason",),
    "registration.objection.filed": ("contests",),
    "registration.objection.answered": ("accepted", "reason_code"),
    "registration.objection.accepted": ("reason_code",),
    "selection.candidate.appointed": ("effective_date", "decree_no"),
}
"""What an applicant may see of an event, by its name; anything else shows that it happened."""

APPOINTED = View("appointed")
"""Who was appointed: a row for each person, without content."""


@APPOINTED.on("selection.candidate.appointed", keys=lambda event: [event.data["person"]])
def _appointed(_row: dict | None, _event: Event) -> dict:
    return {}


TIMELINES = View("timelines")
TIMELINES.on(
    "registration.application.started",
    "registration.application.submitted",
    "registration.application.verified",
    "registration.application.withdrawn",
    "registration.objection.filed",
    "registration.objection.answered",
    "registration.objection.accepted",
    "selection.candidate.registered",
    "selection.candidate.withdrawn",
    "selection.candidate.appointed",
    keys=_timeline_keys,
)(_fold_timeline)
