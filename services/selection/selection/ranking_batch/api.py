"""Ordering the computation of all rankings of a stage, and how far it is."""

from asnkit import bulk
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.states import count
from asnkit.web import Blueprint, allow, current, run_work, with_etag

from .. import states
from ..ranking.domain import FINAL, SKD
from ..ranking.schemas import StageChoice
from ..result.published import published
from . import schemas
from .domain import Order

blueprint = Blueprint("ranking-batches", __name__, url_prefix="/v1", description="Perhitungan peringkat")


@blueprint.route("/rounds/<id>/rankings", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(StageChoice)
@blueprint.response(201, CommandAnswer)
def order(body, id):
    """Hitung peringkat semua formasi yang dibuka, satu demi satu. Tanpa perubahan nilai, tidak ada yang tercatat."""
    stream, stage = new_id("ranking_batch"), body["stage"]

    def work(tx):
        round_state = states.round_state(tx.load_signed(f"round-{id}"))
        lines = count(tx.db, "line", tx.session, period=round_state["period"], **states.OPEN)
        tx.decide(stream, Order(id, round_state, stage, lines))
        if stage == FINAL:
            published(tx.db, id, SKD, tx.session)
        else:
            _check_scored(tx.db, round_state["period"], tx.session)
        bulk.start(tx, stream, lines)

    return run_work(work)


@blueprint.route("/ranking-batches/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.RankingBatch)
def show(id):
    """Satu perhitungan dan kemajuannya."""
    stream = f"ranking_batch-{id}"
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("perhitungan-tidak-ada", "Perhitungan ini tidak ditemukan.", status=404)
    done = bulk.progress(current().db, stream)
    body = {
        "id": uuid_of(stream),
        "version": loaded.version,
        **{key: loaded.state[key] for key in ("round", "period", "stage", "status", "lines")},
        **{key: done[key] for key in ("next", "applied", "refused")},
        "refusals": loaded.state.get("refusals", []),
        "failed_by": loaded.state.get("failed_by"),
    }
    return with_etag(body, loaded.version)


def _check_scored(db, period: str, session) -> None:
    """Raises Refused naming a candidate without a score: told at once instead of line by line."""
    missing = {"aggregate": "candidate", "data.period": period, "data.withdrawn": False, "data.skd.status": None}
    found = db.state.find_one(missing, {"data.participant_no": 1}, session=session)
    if found:
        number = found["data"]["participant_no"]
        raise Refused("nilai-belum-lengkap", f"Nilai SKD belum lengkap, misalnya peserta {number}.")
