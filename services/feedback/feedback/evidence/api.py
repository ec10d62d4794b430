"""Evidence for IP ASN: handed in by a civil servant, looked at by whoever manages appraisals."""

import json

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..appraisal.api import PERSONS
from ..appraisal_reading.domain import EVIDENCE
from ..appraisal_reading.recording import record
from ..complaint.schemas import Nothing
from ..cycle.api import MANAGER
from ..roster.superiors import Registers
from . import schemas
from .domain import WAITING, Refuse, Submit, Validate, known
from .showing import content_of, shown

blueprint = Blueprint("evidence", __name__, url_prefix="/v1", description="Bukti IP ASN")


@blueprint.route("/my-evidence", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.SubmitEvidence)
@blueprint.response(201, CommandAnswer)
def submit(body):
    """Serahkan bukti tentang diri sendiri: ijazah, pelatihan, atau penilaian dari tempat lain."""
    me, stream, today = caller().id, new_id("evidence"), wib_date(current().clock.now())
    if body["day"] > today:
        raise Refused("bukti-di-masa-depan", "Tanggal bukti paling lambat hari ini.", "day", status=422)
    serves = Registers(current().views, today.isoformat()).station(me) is not None
    text = json.dumps({name: value for name, value in body.items() if name != "kind"}, default=str)

    def work(tx):
        waiting = states.count(tx.db, "evidence", tx.session, person=me, status=WAITING)
        sealed = current().vault.seal(me, stream, "content", text)
        tx.decide(stream, Submit(me, serves, waiting, body["kind"], sealed))

    return run_work(work)


@blueprint.route("/evidence", methods=["GET"])
@allow(MANAGER)
@blueprint.arguments(schemas.EvidenceFilter, location="query")
@blueprint.response(200, schemas.Evidences)
def list_evidence(wanted):
    """Bukti menurut keadaannya, tanpa isinya dan tanpa nama, terbaru lebih dahulu."""
    of = {"status": wanted["status"]}
    found, following = states.page(current().db, "evidence", wanted, **of)
    items = [{"id": uuid_of(stream), **state} for stream, _, state in found]
    return {"items": items, "total": states.count(current().db, "evidence", **of), "next": following}


@blueprint.route("/evidence/<uuid:id>", methods=["GET"])
@allow(MANAGER)
@blueprint.response(200, schemas.Evidence)
def show(id):
    """Satu bukti dengan isinya. Pembacaannya dicatat."""
    stream = f"evidence-{id}"
    loaded = current().store.load(stream)
    state = known(loaded.state)
    record([state["person"]], EVIDENCE)
    told = shown(current(), stream, loaded.version, state) | {"content": content_of(current(), stream, state)}
    return states.versioned(told, loaded.version)


@blueprint.route("/evidence/<uuid:id>/validation", methods=["POST"])
@allow(MANAGER)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def validate(_body, id):
    """Bukti sah: suratnya sudah dilihat."""
    return run_work(lambda tx: tx.decide(f"evidence-{id}", Validate(caller().id), states.seen(tx)))


@blueprint.route("/evidence/<uuid:id>/refusal", methods=["POST"])
@allow(MANAGER)
@blueprint.arguments(schemas.RefuseEvidence)
@blueprint.response(200, CommandAnswer)
def refuse(body, id):
    """Bukti tidak sah, dengan alasan yang dibaca orangnya."""
    stream = f"evidence-{id}"
    person = known(current().store.load(stream).state)["person"]

    def work(tx):
        reason = current().vault.seal(person, stream, "reason", body["reason"])
        tx.decide(stream, Refuse(caller().id, reason), states.seen(tx))

    return run_work(work)
