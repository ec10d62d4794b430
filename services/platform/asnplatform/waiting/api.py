"""What waits for IT: agencies that asked, and what one person proposed for them."""

from asnkit import states
from asnkit.events import uuid_of
from asnkit.parked import count
from asnkit.signing import same_person
from asnkit.web import Blueprint, allow, caller, current

from ..agency.domain import ASKED, PROPOSED
from . import schemas

MOST = 25

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")


@blueprint.route("", methods=["GET"])
@allow("ti")
@blueprint.response(200, schemas.Waiting)
def show():
    """Permintaan instansi yang menunggu usulan atau orang kedua."""
    wanted = states.query("agency", {"status": {"$in": [ASKED, PROPOSED]}})
    found = current().db.state.find(wanted).sort([("data.at", 1), ("_id", 1)]).limit(MOST)
    return {"items": [_one(one["_id"], one["data"]) for one in found], "parked": count(current().db)}


def _one(stream: str, state: dict) -> dict:
    told = {"kind": "agency", "id": uuid_of(stream), "about": state["agency"], "since": state["at"]}
    return told | {"turn": _turn(state)}


def _turn(state: dict) -> str:
    if state["status"] == ASKED:
        return "you"
    return "other" if same_person(state["proposed"]["actor"], caller().actor) else "second"
