"""Where an application stands, as a badge and as a sentence: out of what the services say, decided by none here.

What a page offers depends on it: a draft whose period has closed can only be read (`unsent`).
"""

from typing import NamedTuple

from flask import redirect, url_for

from .. import words
from ..client import api, path

FILE_CHECK = "administrasi"


class Around(NamedTuple):
    """What lies around one's applications: periods by code, announcements, objections, candidacies by application."""

    periods: dict[str, dict]
    announcements: list[dict]
    objections: dict[str, dict]
    candidates: dict[str, dict]


def around() -> Around:
    registration = api("registration")
    periods = {one["code"]: one for one in registration.get("/v1/periods")["items"]}
    objections = {one["application"]: one for one in registration.get("/v1/objections/mine")["items"]}
    candidates = {one["application"]: one for one in api("selection").get("/v1/candidates/mine")["items"]}
    return Around(periods, registration.get("/v1/announcements")["items"], objections, candidates)


def application(id: str) -> dict:
    """One's own application. Raises client.Problem 404."""
    return api("registration").get(path("v1", "applications", "mine", id))


def period(code: str) -> dict:
    return api("registration").get(path("v1", "periods", code))


def unsent(one: dict, period: dict) -> bool:
    """Whether this is a draft that nobody can send any more."""
    return one["status"] == "draft" and not period["open"]


def instead(id: str):
    """The way to where an application can be read; None for a draft that can still be filled in."""
    one = application(id)
    if one["status"] == "draft" and not unsent(one, period(one["period"])):
        return None
    return redirect(url_for("applications.tasks", id=id), 303)


def in_period(code: str) -> dict | None:
    """One's own application in this period, besides which there can be no other."""
    found = api("registration").get("/v1/applications/mine")["items"]
    return next((one for one in found if one["period"] == code and _counts(one)), None)


def _counts(one: dict) -> bool:
    return one["status"] != "withdrawn" or one["submitted_at"] is not None


def window(one: dict, lies: Around) -> dict | None:
    """The announcement whose objection window belongs to this application."""
    found = (a for a in lies.announcements if a["period"] == one["period"] and a["stage"] == FILE_CHECK)
    return next(found, None)


def may_object(one: dict, lies: Around) -> bool:
    """Whether to offer the form; the service decides."""
    announced = window(one, lies)
    return bool(
        one["status"] == "TMS" and announced and announced["objection_open"] and one["id"] not in lies.objections
    )


def badge(one: dict, lies: Around) -> words.Badge:
    if may_object(one, lies):
        return words.OBJECTION_WINDOW
    if unsent(one, lies.periods[one["period"]]):
        return words.NOT_SENT
    candidate = lies.candidates.get(one["id"])
    if one["status"] == "MS" and candidate and candidate["standings"]:
        code = candidate["standings"][-1]["code"]
        return words.PASSED_STAGE if code in ("L", "P/L") else words.NOT_PASSED
    return words.APPLICATION_BADGES[one["status"]]
