"""Appointing the winners of a published final result."""

from asnkit import bulk
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.states import count
from asnkit.web import Blueprint, allow, current, run_work, with_etag

from ..candidate.domain import WINNER
from ..ranking.domain import FINAL
from ..result.published import overtaken, published
from ..schemas import PartArguments
from ..streams import line_stream, result_stream
from . import schemas
from .domain import Order
from .winners import claim_of, winners_of

blueprint = Blueprint("appointments", __name__, url_prefix="/v1", description="Pengangkatan")


@blueprint.route("/rounds/<id>/appointments", methods=["POST"])
@allow("ketua")
@blueprint.arguments(schemas.OrderAppointments)
@blueprint.response(201, CommandAnswer)
def order(body, id):
    """Angkat semua pemenang hasil akhir yang sudah diterbitkan, sesudah masa sanggah."""
    stream, result = new_id("appointment_batch"), result_stream(id, FINAL)
    taken = Refused("pengangkatan-sudah-dipesan", "Pengangkatan pemenang hasil ini sudah diperintahkan.")

    def work(tx):
        tx.decide(stream, Order(tx.load_signed(result).state, body["effective_date"], body["decree_no"]))
        tx.hold(result)
        check_answered(tx, id)
        check_newest(tx, id)
        ordered = tx.load(stream).state
        tx.claim(claim_of(ordered["result"]["event"]), stream, taken)
        bulk.start(tx, stream, ordered["winners"])

    return run_work(work)


def check_answered(tx, round_id: str) -> None:
    """Raises Refused while an objection waits; when this is asked the window is over, so there will be no more."""
    waiting = count(tx.db, "score_objection", tx.session, round=round_id, status="filed")
    if waiting:
        message = f"{waiting} sanggahan atas hasil seleksi ini belum dijawab oleh dua orang."
        raise Refused("sanggahan-belum-dijawab", message)


def check_newest(tx, round_id: str) -> None:
    """Raises Refused where a corrected score is on no edition yet; who approves a correction holds the result, too."""
    numbers = overtaken(tx.db, round_id, tx.session)
    if numbers:
        message = (
            f"Nilai {len(numbers)} peserta dikoreksi sesudah hasil terbit, misalnya {numbers[0]}; terbitkan edisi baru."
        )
        raise Refused("hasil-usang", message)


@blueprint.route("/rounds/<id>/winners", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(PartArguments, location="query")
@blueprint.response(200, schemas.Winners)
def list_winners(wanted, id):
    """Pemenang hasil akhir yang terbit, formasi demi formasi, dan siapa yang sudah diangkat."""
    db = current().db
    result = published(db, id, FINAL)
    found = winners_of(db, result, wanted["offset"], wanted["limit"])
    streams = [row["candidate"] for _, row in found]
    states = {one["_id"]: one["data"] for one in db.state.find({"_id": {"$in": streams}})}
    lines = {line_stream(vacancy) for vacancy, _ in found}
    known = {one["_id"]: one["data"] for one in db.state.find({"_id": {"$in": sorted(lines)}})}
    items = [
        {
            **{key: row[key] for key in ("participant_no", "final_shown")},
            **{key: states[row["candidate"]][key] for key in ("person", "appointed")},
            **{key: known[line_stream(vacancy)][key] for key in ("vacancy", "job_name", "unit")},
        }
        for vacancy, row in found
    ]
    return {"items": items, "total": result["counts"].get(WINNER, 0)}


@blueprint.route("/appointments/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.Appointment)
def show(id):
    """Satu perintah pengangkatan dan kemajuannya."""
    stream = f"appointment_batch-{id}"
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("pengangkatan-tidak-ada", "Perintah pengangkatan ini tidak ditemukan.", status=404)
    done = bulk.progress(current().db, stream)
    keys = ("round", "period", "status", "winners", "effective_date", "decree_no")
    body = {
        "id": uuid_of(stream),
        "version": loaded.version,
        **{key: loaded.state[key] for key in keys},
        "result": loaded.state["result"]["event"],
        **{key: done[key] for key in ("next", "applied", "refused")},
        "refusals": loaded.state.get("refusals", []),
        "failed_by": loaded.state.get("failed_by"),
    }
    return with_etag(body, loaded.version)
