"""Changes of a period: two signatures, and the period is another one from then on."""

from asnkit.events import Refused, format_time, new_id
from asnkit.proposal import Reject
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.scope import within
from asnkit.states import page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from ..announcement.lookup import is_announced
from ..period.domain import Change
from ..period.lookup import found_period
from . import schemas
from .domain import CHANGE, REASONS, Approve, Propose

blueprint = Blueprint("period-changes", __name__, url_prefix="/v1/period-changes", description="Perubahan periode")

MOMENTS = ("registration_opens", "registration_closes")
TAKEN = Refused("perubahan-menunggu", "Sudah ada perubahan periode ini yang menunggu tanda tangan kedua.")


@blueprint.route("", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.ChangeFilter, location="query")
@blueprint.response(200, schemas.ProposedChanges)
def list_changes(wanted):
    """Usulan perubahan periode, terbaru lebih dahulu."""
    filters = {name: wanted[name] for name in ("period", "status") if name in wanted} | within()
    found, following = page(current().db, "period_change", wanted, **filters)
    return {"items": [_shown(*one) for one in found], "next": following}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ProposeChange)
@blueprint.response(201, CommandAnswer)
def propose(body):
    """Usulkan perubahan atau pembatalan periode: tanda tangan pertama."""
    stream = new_id("period_change")

    def work(tx):
        period, *_ = found_period(tx.db, body["period"], tx.session)
        command = Propose(
            period,
            tx.load(period).state,
            body["kind"],
            _exact(body["after"]),
            body["reason_code"],
            body["letter"],
            is_announced(tx.db, body["period"], tx.session),
        )
        tx.decide(stream, command)
        tx.claim(_claim(period), stream, TAKEN)

    return run_work(work)


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.ProposedChange)
def show(id):
    """Satu usulan perubahan periode."""
    loaded = current().store.load(f"period_change-{id}")
    CHANGE.known(loaded.state)
    return with_etag(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui perubahan sebagai orang kedua. Periode berubah pada saat yang sama."""
    stream = f"period_change-{id}"

    def work(tx):
        proposal = tx.load(stream).state
        period = tx.load(proposal["subject"]).state if proposal else {}
        announced = bool(proposal) and is_announced(tx.db, proposal["period"], tx.session)
        tx.decide(stream, Approve(tx.actor, body["proposed"], period, announced), seen(tx))
        proposal = tx.load(stream).state
        signers = (_role(proposal["proposed"]["actor"]), _role(tx.actor))
        tx.decide(proposal["subject"], Change(stream, proposal, signers))
        tx.release(_claim(proposal["subject"]))

    return run_work(work)


@blueprint.route("/<id>/rejection", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def reject(body, id):
    """Tolak atau tarik kembali usulan; periode tetap, dan perubahan lain boleh diusulkan."""
    stream = f"period_change-{id}"

    def work(tx):
        tx.decide(stream, Reject(body["proposed"]), seen(tx))
        tx.release(_claim(tx.load(stream).state["subject"]))

    return run_work(work)


def _exact(after: dict) -> dict:
    """As events and states have it: moments in UTC."""
    return {name: format_time(value) if name in MOMENTS else value for name, value in after.items()}


def _claim(period: str) -> str:
    return f"period_change/{period}"


def _role(actor: str) -> str:
    return actor.partition(":")[0]


def _shown(stream: str, version: int, state: dict) -> dict:
    return {**CHANGE.shown(stream, version, state, caller().actor), "reason_text": REASONS[state["reason_code"]]}
