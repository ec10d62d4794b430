"""Trainings elsewhere and other activities: handed in by a civil servant, accepted or refused by an officer."""

import json

from asnkit import pdf, states
from asnkit.content import keep_sealed, read_sealed
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from flask import Response, request

from ..hours.domain import Recognise
from ..roster_reading.recording import record
from ..rules.conversions import CONVERSIONS
from ..streams import civil_servant_stream, hours_stream
from . import schemas
from .domain import MISSING, OF_ENTRY, WAITING, Accept, HandIn, Refuse, known
from .likeness import Known
from .showing import handed_in, others_of, shown

OFFICER, OWNERS = "diklat", ("pelamar", "pegawai")
NAME = "sertifikat"
PURPOSE = "activity"
LARGEST = 5 * 1024 * 1024
BINARY = {"schema": {"type": "string", "format": "binary"}}
CONTENT = ("title", "provider", "number")

blueprint = Blueprint("activities", __name__, url_prefix="/v1", description="Pelatihan di tempat lain dan konversi JP")


@blueprint.route("/conversions", methods=["GET"])
@allow(OFFICER, *OWNERS)
@blueprint.response(200, schemas.Conversions)
def list_conversions():
    """Aturan konversi kegiatan nonklasikal menjadi JP."""
    return {"items": [{"kind": kind, **rule._asdict()} for kind, rule in CONVERSIONS.items()]}


@blueprint.route("/my-activities", methods=["POST"])
@allow(*OWNERS)
@blueprint.arguments(schemas.HandInActivity, location="query")
@blueprint.doc(requestBody={"required": True, "content": {pdf.MEDIA_TYPE: BINARY}})
@blueprint.response(201, CommandAnswer)
def hand_in(wanted):
    """Serahkan satu kegiatan dengan PDF sertifikat atau suratnya; halamannya ditulis ulang."""
    request.max_content_length = 2 * LARGEST
    sent, runtime, person = request.get_data(cache=True), current(), caller().id
    _check_size(sent)
    content = pdf.kept(runtime.sandbox, sent, NAME)
    _check_size(content)
    stream = new_id("activity")
    told = {name: wanted[name] for name in CONTENT}
    claim = Known(*told.values(), wanted["began"], wanted["completed_on"])

    def work(tx):
        servant = tx.hold(civil_servant_stream(person)).state
        waiting = states.count(tx.db, "activity", tx.session, person=person, status=WAITING)
        sealed = runtime.vault.seal(person, stream, "content", json.dumps(told))
        address = keep_sealed(tx, runtime.vault, person, content)
        asked = (wanted["kind"], wanted["hours"], wanted["amount"], claim)
        others = others_of(tx, runtime, person)
        tx.decide(stream, HandIn(person, servant, waiting, others, *asked, sealed, address, len(content)))

    return run_work(work)


@blueprint.route("/my-activities", methods=["GET"])
@allow(*OWNERS)
@blueprint.response(200, schemas.OwnActivities)
def list_own():
    """Kegiatan yang Anda serahkan, terbaru lebih dahulu."""
    found = states.every(current().db, "activity", person=caller().id)
    return {"items": [shown(current(), *one) for one in reversed(found)]}


@blueprint.route("/activities", methods=["GET"])
@allow(OFFICER)
@blueprint.arguments(schemas.ActivityFilter, location="query")
@blueprint.response(200, schemas.Activities)
def list_activities(wanted):
    """Kegiatan menurut keadaannya, tanpa isinya dan tanpa nama, terbaru lebih dahulu."""
    of = {"status": wanted["status"]}
    found, following = states.page(current().db, "activity", wanted, **of)
    items = [{"id": uuid_of(stream), **state} for stream, _, state in found]
    return {"items": items, "total": states.count(current().db, "activity", **of), "next": following}


@blueprint.route("/activities/<uuid:id>", methods=["GET"])
@allow(OFFICER)
@blueprint.response(200, schemas.Activity)
def show(id):
    """Satu kegiatan dengan isinya. Pembacaannya tercatat."""
    loaded = current().store.load(f"activity-{id}")
    record([known(loaded.state)["person"]], PURPOSE, caller().actor)
    return states.versioned(shown(current(), loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/activities/<uuid:id>/file", methods=["GET"])
@allow(OFFICER, *OWNERS)
def download(id):
    """Berkasnya: milik sendiri, atau bagi petugas, yang pembacaannya tercatat."""
    state = known(current().store.load(f"activity-{id}").state)
    if caller().role == OFFICER:
        record([state["person"]], PURPOSE, caller().actor)
    elif state["person"] != caller().id:
        raise MISSING
    content = read_sealed(current().db, current().vault, state["person"], state["sealed_sha256"])
    headers = {"Content-Disposition": f'attachment; filename="{NAME}.pdf"'}
    return Response(content, content_type=pdf.MEDIA_TYPE, headers=headers)


@blueprint.route("/activities/<uuid:id>/acceptance", methods=["POST"])
@allow(OFFICER)
@blueprint.arguments(schemas.AcceptActivity)
@blueprint.response(200, CommandAnswer)
def accept(body, id):
    """Akui kegiatan: JP-nya masuk buku JP orangnya."""
    stream, by, runtime = f"activity-{id}", caller().id, current()

    def work(tx):
        state = known(tx.load(stream).state)
        person = state["person"]
        tx.hold(civil_servant_stream(person))
        told = handed_in(tx, runtime, str(id))
        reason = body["reason"] and runtime.vault.seal(person, stream, "reason", body["reason"])
        tx.decide(stream, Accept(by, body["hours"], reason, *told), states.seen(tx))
        entry = {name: state[name] for name in OF_ENTRY}
        tx.decide(hours_stream(str(id)), Recognise(str(id), **entry, hours=body["hours"]))

    return run_work(work)


@blueprint.route("/activities/<uuid:id>/refusal", methods=["POST"])
@allow(OFFICER)
@blueprint.arguments(schemas.RefuseActivity)
@blueprint.response(200, CommandAnswer)
def refuse(body, id):
    """Jangan akui kegiatan, dengan alasan yang dibaca orangnya."""
    stream = f"activity-{id}"
    person = known(current().store.load(stream).state)["person"]

    def work(tx):
        reason = current().vault.seal(person, stream, "reason", body["reason"])
        tx.decide(stream, Refuse(caller().id, reason), states.seen(tx))

    return run_work(work)


def _check_size(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Refused("ukuran-berkas", "Ukuran berkas sertifikat harus paling besar 5 MB.", "file", status=422)
