"""The participants: one row for each enrolment in a session.

Enrolment, seating, attendance, outcome and certificate are streams of their own; each writes fields of its own.
"""

from asnkit.events import Event, View

from .application import APPLIED, DECLINED, OFFICER, SUPERIOR

PLACES = View(
    "places",
    shape=6,
    indexes=(
        [("session", 1), ("standing", 1), ("_id", 1)],
        [("session", 1), ("_id", 1)],
        [("person", 1), ("asked_at", -1), ("_id", 1)],
    ),
)
EMPTY = {
    "seat": "ASKED", "gone": False, "attended": [], "outcome": None, "score": None, "certificate": None,
    "revoked_at": None, "reviewed": False, "approval": None, "decides": None, "declined": None,
    "decided_at": None,
}  # fmt: skip
ASKED = {"gone": False, "approval": None, "decides": None, "declined": None}
OF_REQUEST = ("person", "session", "code", "title", "hours", "unit")


def _of_enrolment(event: Event) -> list[str]:
    return [event.subject] if "session" in event.data else []


def _of_outcome(event: Event) -> list[str]:
    return [f"enrolment-{event.data['enrolment']}"]


@PLACES.on("training.enrolment.requested", keys=_of_enrolment)
def request(row: dict | None, event: Event) -> dict:
    asked = {name: event.data[name] for name in OF_REQUEST}
    return _standing({**EMPTY, **(row or {}), **asked, **ASKED, "asked_at": event.time})


@PLACES.on("training.enrolment.applied", keys=_of_enrolment)
def apply(row: dict | None, event: Event) -> dict:
    decides = SUPERIOR if "superior" in event.data else OFFICER
    return _standing({**request(row, event), "approval": APPLIED, "decides": decides, "decided_at": None})


@PLACES.on("training.enrolment.approved", keys=_of_enrolment)
def approve(row: dict | None, event: Event) -> dict:
    return _standing({**EMPTY, **(row or {}), "decided_at": event.time})


@PLACES.on("training.enrolment.declined", keys=_of_enrolment)
def decline(row: dict | None, event: Event) -> dict:
    told = {"approval": DECLINED, "declined": event.data["reason"], "decided_at": event.time}
    return _standing({**EMPTY, **(row or {}), **told})


@PLACES.on("training.enrolment.cancelled", keys=_of_enrolment)
def withdraw(row: dict | None, event: Event) -> dict:
    return _standing({**EMPTY, **(row or {}), "gone": True})


@PLACES.on("training.seating.moved", keys=_of_outcome)
def move(row: dict | None, event: Event) -> dict:
    standing = event.data["standing"]
    return _standing({**EMPTY, **(row or {}), "seat": standing if standing != "GONE" else "ASKED"})


@PLACES.on("training.attendance.recorded", "training.attendance.corrected", keys=_of_outcome)
def attend(row: dict | None, event: Event) -> dict:
    row, day = {**EMPTY, **(row or {})}, event.data["date"]
    others = [other for other in row["attended"] if other != day]
    return _standing({**row, "attended": sorted([*others, day] if event.data.get("present", True) else others)})


@PLACES.on("training.participant.passed", "training.participant.failed", keys=_of_outcome)
def judge(row: dict | None, event: Event) -> dict:
    outcome = event.fact.partition(".")[2].upper()
    return _standing({**EMPTY, **(row or {}), "outcome": outcome, "score": event.data["score"]})


@PLACES.on("training.certificate.issued", "training.certificate.reissued", keys=_of_outcome)
def certify(row: dict | None, event: Event) -> dict:
    return _standing({**EMPTY, **(row or {}), "certificate": event.data["certificate_no"]})


@PLACES.on("training.certificate.revoked", keys=_of_outcome)
def revoke(row: dict | None, event: Event) -> dict:
    return _standing({**EMPTY, **(row or {}), "revoked_at": event.time})


@PLACES.on("training.review.given", keys=_of_outcome)
def review(row: dict | None, event: Event) -> dict:
    return _standing({**EMPTY, **(row or {}), "reviewed": True})


def _standing(row: dict) -> dict:
    """Whoever left is gone, whatever was decided about the seat before; without an approval there is no seat."""
    return {**row, "standing": "GONE" if row["gone"] else row["approval"] or row["seat"]}
