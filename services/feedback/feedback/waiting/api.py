"""What waits for whom besides complaints, in one answer; those have a desk of their own."""

from asnkit import states
from asnkit.events import uuid_of
from asnkit.parked import count
from asnkit.signing import same_person
from asnkit.web import Blueprint, allow, caller, current

from ..calendar.domain import PROPOSED
from ..comment.domain import GIVEN
from . import schemas

MOST = 25
UNPUBLISHED = {"status": "closed", "ikm": None}

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")


@blueprint.route("", methods=["GET"])
@allow("aduan", "ketua")
@blueprint.response(200, schemas.Waiting)
def show():
    """Yang menunggu orang kedua, survei yang IKM-nya belum diusulkan, tanggapan yang belum dibaca."""
    surveys, publications = current().views["surveys"], _proposals("publication")
    signed = [uuid_of(one["data"]["subject"]) for one in publications]
    found = surveys.find({**UNPUBLISHED, "_id": {"$nin": signed}}).sort("closed_at", 1).limit(MOST)
    items = [_amendment(one["_id"], one["data"]) for one in _proposals("amendment")]
    items += [_publication(one["_id"], one["data"]) for one in publications]
    items += [_one("ikm", row["_id"], "you", row["title"], row["closed_at"]) for row in found]
    counted = {
        "open": surveys.count_documents({"status": "open"}),
        "unpublished": surveys.count_documents(UNPUBLISHED),
    }
    comments = current().views["comments"].count_documents({"status": GIVEN})
    return {"items": items, "surveys": counted, "comments": comments, "parked": count(current().db)}


@blueprint.route("/signatures", methods=["GET"])
@allow("pimpinan")
@blueprint.response(200, schemas.Signatures)
def show_signatures():
    """Yang menunggu tanda tangan pimpinan: penerbitan IKM dan perubahan siklus kinerja."""
    items = [_publication(one["_id"], one["data"]) for one in _proposals("publication")]
    items += [_cycle_change(one["_id"], one["data"]) for one in _proposals("cycle_change")]
    return {"items": items}


def _proposals(aggregate: str) -> list[dict]:
    """The oldest that wait for a second person."""
    return list(current().db.state.find(states.query(aggregate, {"status": PROPOSED})).sort("_id", 1).limit(MOST))


def _amendment(stream: str, state: dict) -> dict:
    return _one("calendar", uuid_of(stream), _turn(state), state["decree"], state["at"])


def _publication(stream: str, state: dict) -> dict:
    index, survey = state["index"], uuid_of(state["subject"])
    about = f"{index['service']}, {index['unit']}"
    return _one("publication", uuid_of(stream), _turn(state), about, state["proposed_at"], survey)


def _cycle_change(stream: str, state: dict) -> dict:
    cycle = uuid_of(state["subject"])
    return _one("cycle_change", uuid_of(stream), _turn(state), state["letter"], state["proposed_at"], cycle)


def _turn(state: dict) -> str:
    return "other" if same_person(state["proposed"]["actor"], caller().actor) else "second"


def _one(kind: str, id: str, turn: str, about: str, since: str, of: str | None = None) -> dict:
    return {"kind": kind, "id": id, "turn": turn, "about": about, "since": since, "of": of}
