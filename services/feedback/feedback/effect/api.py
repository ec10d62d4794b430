"""Measuring what came of a training, for whoever plans them; what was measured, for everybody."""

from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run_work
from asnkit.wib import wib_date

from . import schemas
from .domain import Measure, due
from .figures import figures_of

blueprint = Blueprint("effects", __name__, url_prefix="/v1/effects", description="Dampak pelatihan")


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.MeasureEffect)
@blueprint.response(201, CommandAnswer)
def measure(body):
    """Ukur dampak satu sesi: satu kali sesudah enam bulan, satu kali sesudah dua belas bulan."""
    id = str(body["session"])
    session = current().views["sessions_measured"].find_one({"_id": id})

    def work(tx):
        due(tx.load(f"effect-{id}").state, session, tx.now)
        found = figures_of(current(), session, wib_date(tx.now).isoformat())
        tx.decide(f"effect-{id}", Measure(id, session, found))

    return run_work(work)


@blueprint.route("/<uuid:id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Effects)
def show(id):
    """Angka sebelum dan sesudah satu sesi, beserta jumlah yang menjadi dasarnya."""
    state = current().store.load(f"effect-{id}").state
    if state is None:
        raise Refused("dampak-belum-diukur", "Dampak sesi ini belum diukur.", status=404)
    return {"measured": state["measured"]}
