"""What waits for IT: agencies that asked, what one person proposed for them, and webhooks that paused by themselves."""

from asnkit import states
from asnkit.events import uuid_of
from asnkit.parked import count
from asnkit.signing import same_person
from asnkit.web import Blueprint, allow, caller, current

from ..agency.domain import ASKED, PROPOSED
from ..endpoint.domain import FAILURES, GONE, PAUSED
from . import schemas

MOST = 25

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")


@blueprint.route("", methods=["GET"])
@allow("ti")
@blueprint.response(200, schemas.Waiting)
def show():
    """Permintaan instansi yang menunggu usulan atau orang kedua, dan webhook yang berhenti sendiri."""
    agencies = _oldest("agency", {"status": {"$in": [ASKED, PROPOSED]}})
    endpoints = _oldest("endpoint", {"status": PAUSED, "cause": {"$in": [FAILURES, GONE]}})
    found = [_one("agency", one, "agency", _turn(one["data"])) for one in agencies]
    found += [_one("endpoint", one, "url", "you") for one in endpoints]
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
