"""What waits for whom of the training officers, in one answer."""

from asnkit.parked import count
from asnkit.web import Blueprint, allow, caller, current

from ..civil_servant.counts import counted
from . import schemas
from .kinds import KINDS, shown

MOST = 25

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")


@blueprint.route("", methods=["GET"])
@allow("diklat")
@blueprint.response(200, schemas.Waiting)
def show():
    """Daftar dan penarikan yang menunggu orang kedua, setiap jenis yang tertua dahulu, dan angka sekarang."""
    items, actor = [], caller().actor
    for kind in KINDS:
        found = current().db.state.find(kind.query).sort("_id", 1).limit(MOST)
        items += [shown(kind, one["_id"], one["data"], actor) for one in found]
    return {"items": items, "counts": counted(current().db), "parked": count(current().db)}
