"""What waits for whom of the training officers, in one answer."""

from asnkit import states
from asnkit.events import uuid_of
from asnkit.signing import same_person
from asnkit.web import Blueprint, allow, caller, current

from ..civil_servant.counts import counted
from . import schemas

MOST = 25

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")


@blueprint.route("", methods=["GET"])
@allow("diklat")
@blueprint.response(200, schemas.Waiting)
def show():
    """Daftar unit yang menunggu orang kedua, yang tertua lebih dahulu, dan angka sekarang."""
    found = current().db.state.find(states.query("unit_import", {"approved": False})).sort("_id", 1).limit(MOST)
    return {"items": [_unit_list(one["_id"], one["data"]) for one in found], "counts": counted(current().db)}


def _unit_list(stream: str, state: dict) -> dict:
    turn = "other" if same_person(state["staged"]["actor"], caller().actor) else "second"
    return {"kind": "unit_list", "id": uuid_of(stream), "turn": turn, "about": state["file"]}
