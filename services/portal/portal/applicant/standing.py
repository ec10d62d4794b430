"""Where an application stands, as a badge and as a sentence: out of what the services say, decided by none here."""

from typing import NamedTuple

from .. import words
from ..client import api, path

FILE_CHECK = "administrasi"


class Around(NamedTuple):
    """What lies around one's applications: announcements, objections, candidacies by application."""

    announcements: list[dict]
    objections: dict[str, dict]
    candidates: dict[str, dict]


def around() -> Around:
    registration = api("registration")
    objections = {one["application"]: one for one in registration.get("/v1/objections/mine")["items"]}
    candidates = {one["application"]: one for one in api("selection").get("/v1/candidates/mine")["items"]}
    return Around(registration.get("/v1/announcements")["items"], objections, candidates)


def application(id: str) -> dict:
    """One's own application. Raises client.Problem 404."""
    return api("registration").get(path("v1", "applications", "mine", id))


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
    candidate = lies.candidates.get(one["id"])
    if one["status"] == "MS" and candidate and candidate["standings"]:
        code = candidate["standings"][-1]["code"]
        return words.PASSED_STAGE if code in ("L", "P/L") else words.NOT_PASSED
    return words.APPLICATION_BADGES[one["status"]]
