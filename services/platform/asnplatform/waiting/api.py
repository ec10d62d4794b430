"""What waits for IT: agencies that asked, what one person proposed for them, webhooks that paused by themselves,
roles that wait for a second person or a review, and grants whose last day is near."""

from asnkit import states
from asnkit.events import uuid_of
from asnkit.parked import count
from asnkit.signing import same_person
from asnkit.web import Blueprint, allow, caller, current
from asnkit.wib import wib_date

from ..agency.domain import ASKED, ENDS_AHEAD, GRANTED, PROPOSED
from ..agency.domain import PAUSED as GRANT_PAUSED
from ..endpoint.domain import FAILURES, GONE, PAUSED
from ..role.domain import HELD, REVIEW_AHEAD
from ..role.domain import PROPOSED as ROLE_PROPOSED
from . import schemas

MOST = 25

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")


@blueprint.route("", methods=["GET"])
@allow("ti")
@blueprint.response(200, schemas.Waiting)
def show():
    """Permintaan instansi dan usulan peran, webhook yang berhenti sendiri, tinjauan peran, pemberian yang habis."""
    agencies = _oldest("agency", {"status": {"$in": [ASKED, PROPOSED]}})
    endpoints = _oldest("endpoint", {"status": PAUSED, "cause": {"$in": [FAILURES, GONE]}})
    found = [_one("agency", one, "agency", _turn(one["data"])) for one in agencies]
    found += [_one("endpoint", one, "url", "you") for one in endpoints]
    found += [_one("role", one, "role", _second(one["data"])) for one in _oldest("role", {"status": ROLE_PROPOSED})]
    today = wib_date(current().clock.now())
    reviews = _oldest("role", {"status": HELD, "review": {"$lte": (today + REVIEW_AHEAD).isoformat()}})
    found += [
        _one("role_review", one, "role", _review(one["data"])) | {"due": one["data"]["review"]} for one in reviews
    ]
    extensions = _oldest("role", {"status": HELD, "extension": {"$ne": None}})
    found += [
        _one("role_extension", one, "role", _turn(one["data"]["extension"] | {"status": None})) for one in extensions
    ]
    ended = {"status": HELD, "extension": None, "until": {"$lte": (today + REVIEW_AHEAD).isoformat()}}
    found += [
        _one("role_end", one, "role", _review(one["data"])) | {"due": one["data"]["until"]}
        for one in _oldest("role", ended)
    ]
    ending = {"status": {"$in": [GRANTED, GRANT_PAUSED]}, "until": {"$lte": (today + ENDS_AHEAD).isoformat()}}
    found += [
        _one("agency_end", one, "agency", "you") | {"due": one["data"]["until"]} for one in _oldest("agency", ending)
    ]
    return {"items": sorted(found, key=lambda one: one["since"])[:MOST], "parked": count(current().db)}


def _oldest(aggregate: str, wanted: dict):
    found = current().db.state.find(states.query(aggregate, wanted))
    return found.sort([("data.at", 1), ("_id", 1)]).limit(MOST)


def _one(kind: str, found: dict, about: str, turn: str) -> dict:
    state = found["data"]
    return {"kind": kind, "id": uuid_of(found["_id"]), "about": state[about], "since": state["at"], "turn": turn}


def _turn(state: dict) -> str:
    if state["status"] == ASKED:
        return "you"
    return "other" if same_person(state["proposed"]["actor"], caller().actor) else "second"


def _second(state: dict) -> str:
    """Neither who proposed it nor whom it is for confirms it."""
    return "other" if state["person"] == caller().id else _turn(state)


def _review(state: dict) -> str:
    return "other" if state["person"] == caller().id else "you"
