"""What waits for whom of the training officers, in one answer."""

from asnkit import states
from asnkit.events import format_time
from asnkit.parked import count
from asnkit.web import Blueprint, allow, caller, current
from asnkit.wib import wib_date

from ..activity.domain import WAITING
from ..civil_servant.counts import counted
from ..civil_servant.views import ready
from ..need.domain import OPEN
from . import schemas
from .kinds import HEAD, OFFICER, not_passed, seen_by, shown, unled

MOST = 25

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")


@blueprint.route("", methods=["GET"])
@allow(OFFICER, HEAD)
@blueprint.response(200, schemas.Waiting)
def show():
    """Yang menunggu orang kedua, yang tertua dahulu, siapa tidak lulus Latsar, permohonan tanpa atasan, dan angka."""
    items, actor = [], caller().actor
    for kind in seen_by(caller().role):
        found = current().db.state.find(kind.query).sort("_id", 1).limit(MOST)
        items += [shown(kind, one["_id"], one["data"], actor) for one in found]
    if caller().role == OFFICER:
        items += not_passed(current().db) + unled(current().db, format_time(current().clock.now()))
    needs = states.count(current().db, "need", status=OPEN)
    probation = current().views["roster"].count_documents(ready(wib_date(current().clock.now()).isoformat()))
    activities = states.count(current().db, "activity", status=WAITING)
    told = {"needs": needs, "probation": probation, "activities": activities}
    return {"items": items, **told, "counts": counted(current().db), "parked": count(current().db)}
