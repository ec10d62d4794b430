"""Who wins a seat by the published final result, with names from registration, and who is appointed already."""

from ..client import api, path
from ..staff.names import names_of
from .selection import FINAL, Selection

STEP = 1000


def final_result(selection: Selection) -> dict | None:
    """The head of the published final result."""
    heads = api("selection").get("/v1/results", period=selection.code)["items"]
    return next((one for one in heads if one["stage"] == FINAL), None)


def winners(selection: Selection) -> list[dict]:
    """{participant_no, person, job_name, unit, final_shown, appointed}, line by line."""
    return list(api("selection").every(path("v1", "rounds", selection.round["id"], "winners"), step=STEP))


def named(won: list[dict]) -> list[dict]:
    """The same with `name`. Reading names is recorded in registration, so only of those who are shown."""
    names = names_of([one["person"] for one in won])
    return [{**one, "name": names.get(one["person"], "")} for one in won]
