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
    """Perubahan kalender yang menunggu orang kedua, survei yang IKM-nya belum terbit, tanggapan yang belum dibaca."""
    found = current().db.state.find(states.query("amendment", {"status": PROPOSED})).sort("_id", 1).limit(MOST)
    surveys = current().views["surveys"]
    unpublished = surveys.find(UNPUBLISHED).sort("closed_at", 1).limit(MOST)
    items = [_amendment(one["_id"], one["data"]) for one in found]
    items += [_one("ikm", row["_id"], "you", row["title"], row["closed_at"]) for row in unpublished]
    counted = {
        "open": surveys.count_documents({"status": "open"}),
        "unpublished": surveys.count_documents(UNPUBLISHED),
    }
    comments = current().views["comments"].count_documents({"status": GIVEN})
    return {"items": items, "surveys": counted, "comments": comments, "parked": count(current().db)}


def _amendment(stream: str, state: dict) -> dict:
    turn = "other" if same_person(state["proposed"]["actor"], caller().actor) else "second"
    return _one("calendar", uuid_of(stream), turn, state["decree"], state["at"])


def _one(kind: str, id: str, turn: str, about: str, since: str) -> dict:
    return {"kind": kind, "id": id, "turn": turn, "about": about, "since": since}
