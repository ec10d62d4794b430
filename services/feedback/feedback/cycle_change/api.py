"""Changes of a cycle's days: two signatures, and the cycle is another one from then on."""

from asnkit.events import Refused, new_id, uuid_of
from asnkit.proposal import Reject
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.states import count, page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from ..cycle.domain import Move, known
from . import schemas
from .domain import CHANGE, REASONS, Approve, Propose

SIGNERS = ("penilai", "pimpinan")
TAKEN = Refused("perubahan-menunggu", "Sudah ada perubahan siklus ini yang menunggu tanda tangan kedua.")

blueprint = Blueprint("cycle-changes", __name__, url_prefix="/v1/cycle-changes", description="Perubahan siklus")


@blueprint.route("", methods=["GET"])
@allow(*SIGNERS)
@blueprint.arguments(schemas.CycleChangeFilter, location="query")
@blueprint.response(200, schemas.CycleChanges)
def list_changes(wanted):
    """Usulan perubahan siklus, terbaru lebih dahulu."""
    filters = {"status": wanted["status"]} if "status" in wanted else {}
    filters |= {"subject": f"cycle-{wanted['cycle']}"} if "cycle" in wanted else {}
    found, following = page(current().db, "cycle_change", wanted, **filters)
    total = count(current().db, "cycle_change", **filters)
    return {"items": [_shown(*one) for one in found], "total": total, "next": following}


@blueprint.route("", methods=["POST"])
@allow("penilai")
@blueprint.arguments(schemas.ProposeCycleChange)
@blueprint.response(201, CommandAnswer)
def propose(body):
    """Usulkan hari lain untuk langkah siklus: tanda tangan pertama."""
    stream, cycle = new_id("cycle_change"), f"cycle-{body['cycle']}"

    def work(tx):
        state = known(tx.load(cycle).state)
        tx.decide(stream, Propose(cycle, state, body["after"], body["reason_code"], body["letter"]))
        tx.claim(_claim(cycle), stream, TAKEN)

    return run_work(work)


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow(*SIGNERS)
@blueprint.response(200, schemas.CycleChange)
def show(id):
    """Satu usulan perubahan siklus."""
    loaded = current().store.load(f"cycle_change-{id}")
    CHANGE.known(loaded.state)
    return with_etag(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<uuid:id>/approval", methods=["POST"])
@allow(*SIGNERS)
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui sebagai orang kedua. Langkah yang masih terbuka ikut pindah pada saat yang sama."""
    stream = f"cycle_change-{id}"

    def work(tx):
        proposal = tx.load(stream).state
        cycle = tx.load(proposal["subject"]).state if proposal else {}
        tx.decide(stream, Approve(tx.actor, body["proposed"], cycle), seen(tx))
        proposal = tx.load(stream).state
        tx.decide(proposal["subject"], Move(stream, proposal, (_role(proposal["proposed"]["actor"]), _role(tx.actor))))
        tx.release(_claim(proposal["subject"]))

    return run_work(work)


@blueprint.route("/<uuid:id>/rejection", methods=["POST"])
@allow(*SIGNERS)
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def reject(body, id):
    """Tolak atau tarik kembali usulan; siklus tetap, dan perubahan lain boleh diusulkan."""
    stream = f"cycle_change-{id}"

    def work(tx):
        tx.decide(stream, Reject(body["proposed"]), seen(tx))
        tx.release(_claim(tx.load(stream).state["subject"]))

    return run_work(work)


def _claim(cycle: str) -> str:
    return f"cycle_change/{cycle}"


def _role(actor: str) -> str:
    return actor.partition(":")[0]


def _shown(stream: str, version: int, state: dict) -> dict:
    told = {"cycle": uuid_of(state["subject"]), "reason_text": REASONS[state["reason_code"]]}
    return {**CHANGE.shown(stream, version, state, caller().actor), **told}
