"""Colleagues: whose opinion is asked, their codes, and their answers, which come without a sign-in."""

import json
import secrets
import uuid

from asnkit import states
from asnkit.commits import Context
from asnkit.events import Refused, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.tracing import continue_trace
from asnkit.web import PUBLIC_ACTOR, Blueprint, allow, caller, current, public, run_work
from asnkit.wib import wib_date

from ..appraisal.api import PERSONS
from ..appraisal.domain import MISSING, known
from ..appraisal_reading.domain import NAMES
from ..appraisal_reading.recording import record
from ..roster.superiors import Registers
from . import schemas
from .codes import TAKEN, USED, taken_by, taking, use_of
from .domain import Answer, check_open, is_open
from .showing import named

blueprint = Blueprint("peers", __name__, url_prefix="/v1", description="Pendapat rekan dalam penilaian kinerja")


@blueprint.route("/my-peer-requests", methods=["GET"])
@allow(*PERSONS)
@blueprint.response(200, schemas.Requests)
def list_requests():
    """Rekan yang penilaiannya menunggu pendapat Anda. Pembacaan nama tercatat."""
    me, today = caller().id, wib_date(current().clock.now()).isoformat()
    registers, found = Registers(current().views, today), []
    for stream, _, state in states.every(current().db, "appraisal", **{"peers.asked": me}):
        cycle = current().store.load(f"cycle-{state['cycle']}").state
        if is_open(state, cycle, today):
            found.append((stream, state, cycle))
    record([state["person"] for _, state, _ in found], NAMES)
    return {"items": [_request(uuid_of(stream), state, cycle, registers, me) for stream, state, cycle in found]}


@blueprint.route("/appraisals/<uuid:id>/peer-code", methods=["POST"])
@allow(*PERSONS)
@blueprint.arguments(schemas.TakeCode)
@blueprint.response(200, schemas.Code)
def take_code(body, id):
    """Ambil kode untuk menjawab satu kali. Kode itu tidak disimpan; isian yang sama memberi kode yang sama."""
    id, me, runtime = str(id), caller().id, current()
    state = known(runtime.store.load(f"appraisal-{id}").state)
    if state["peers"] is None or me not in state["peers"]["asked"]:
        raise MISSING
    cycle = runtime.store.load(f"cycle-{state['cycle']}").state
    check_open(state, cycle, wib_date(runtime.clock.now()).isoformat())
    one = taking(runtime, id, me, body["form"])

    def work(tx):
        for key in (one.of, one.by):
            tx.claim(key, f"appraisal-{id}", TAKEN)

    # Not as a command of this person: its answer would be kept for a day, with who it was and with the code.
    alone = Context(PUBLIC_ACTOR, command_id=secrets.token_hex(32), correlationid=secrets.token_hex(16), answered=False)
    try:
        runtime.store.run(alone, work)
    except Refused:
        if runtime.db.claims.find_one({"_id": one.by}) is None:
            raise
    return {"code": one.code}


@blueprint.route("/appraisals/<uuid:id>/peer-answers", methods=["POST"])
@public
@blueprint.arguments(schemas.PeerAnswer)
@blueprint.response(201, CommandAnswer)
def answer(body, id):
    """Nilai tujuh perilaku seorang rekan dengan kode, tanpa masuk. Tidak ada yang mencatat siapa yang menjawab."""
    id, stream = str(id), f"peer-{uuid.uuid4()}"
    used, text = use_of(current(), id, body["code"]), json.dumps(body["values"])

    def work(tx):
        state = known(tx.hold(f"appraisal-{id}").state)
        cycle = tx.load(f"cycle-{state['cycle']}").state
        tx.decide(stream, Answer(id, state, cycle, current().vault.seal(state["person"], stream, "answer", text)))
        tx.claim(used, f"appraisal-{id}", USED)

    # A trace of its own: the one of the request would tie the answer to the page before it.
    continue_trace(None)
    return run_work(work)


def _request(id: str, state: dict, cycle: dict, registers: Registers, me: str) -> dict:
    station = registers.station(state["person"])
    taken = current().db.claims.find_one({"_id": taken_by(current(), id, me)}) is not None
    return {
        "appraisal": id,
        "name": named(current(), state["cycle"], state["person"]),
        "job": station and station["job"],
        "until": cycle["rate_until"],
        "taken": taken,
    }
