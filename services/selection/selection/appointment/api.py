"""Appointing the winners of a published final result."""

from asnkit import bulk
from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from .. import states
from ..ranking.domain import FINAL
from ..result.published import published, rankings
from ..streams import uuid_of
from . import schemas
from .domain import Order
from .winners import encode, winners

blueprint = Blueprint("appointments", __name__, url_prefix="/v1", description="Pengangkatan")


@blueprint.route("/rounds/<id>/appointments", methods=["POST"])
@allow("ketua")
@blueprint.arguments(schemas.OrderAppointments)
@blueprint.response(201, CommandAnswer)
def order(body, id):
    """Angkat semua pemenang hasil akhir yang sudah diterbitkan, sesudah masa sanggah."""
    stream, signer = new_id("appointment_batch"), caller().id

    def work(tx):
        round_state = states.round_state(tx.load(f"round-{id}"))
        result = published(tx.db, id, FINAL, tx.session)
        rows = winners(rankings(tx.db, result, tx.session))
        tx.preload(row["candidate"] for row in rows)
        rows = [row for row in rows if tx.load(row["candidate"]).state["appointed"] is None]
        command = Order(id, round_state["period"], result, len(rows), body["effective_date"], body["decree_no"], signer)
        tx.decide(stream, command)
        bulk.keep_file(tx, stream, encode(rows))
        bulk.start(tx, stream, stream, len(rows))

    return run_work(work)


@blueprint.route("/appointments/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.Appointment)
def show(id):
    """Satu perintah pengangkatan dan kemajuannya."""
    stream = f"appointment_batch-{id}"
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("pengangkatan-tidak-ada", "Perintah pengangkatan ini tidak ditemukan.", status=404)
    done = bulk.progress(current().db, stream) or {"next": 0, "applied": 0, "refused": []}
    keys = ("round", "period", "result", "status", "winners", "effective_date", "decree_no")
    body = {
        "id": uuid_of(stream),
        "version": loaded.version,
        **{key: loaded.state[key] for key in keys},
        "next": done["next"],
        "applied": done["applied"],
        "refused": len(done["refused"]),
        "refusals": loaded.state.get("refusals", []),
    }
    return with_etag(body, loaded.version)
