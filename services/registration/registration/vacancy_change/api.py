"""Changes of a formation line: two signatures, and the line is another one from then on."""

from asnkit.events import Refused, new_id, uuid_of
from asnkit.proposal import Reject
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.scope import within
from asnkit.states import page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from ..announcement.lookup import is_announced
from ..period.lookup import found_period
from ..vacancy.domain import Change
from ..verification.domain import LINE_CLOSED, Recall
from . import schemas
from .domain import CHANGE, REASONS, Approve, Propose

blueprint = Blueprint("vacancy-changes", __name__, url_prefix="/v1/vacancy-changes", description="Perubahan formasi")

TAKEN = Refused("perubahan-menunggu", "Sudah ada perubahan formasi ini yang menunggu tanda tangan kedua.")


@blueprint.route("", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.LineChangeFilter, location="query")
@blueprint.response(200, schemas.ProposedLineChanges)
def list_changes(wanted):
    """Usulan perubahan formasi, terbaru lebih dahulu."""
    filters = {name: wanted[name] for name in ("period", "status") if name in wanted} | within()
    found, following = page(current().db, "vacancy_change", wanted, **filters)
    return {"items": [_shown(*one) for one in found], "next": following}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ProposeLineChange)
@blueprint.response(201, CommandAnswer)
def propose(body):
    """Usulkan perubahan formasi: tanda tangan pertama."""
    stream, vacancy = new_id("vacancy_change"), f"vacancy-{body['vacancy']}"

    def work(tx):
        line, period, announced = _around(tx, vacancy)
        told = (body["after"], body["reason_code"], body["letter"])
        tx.decide(stream, Propose(vacancy, line, period, *told, announced))
        tx.claim(_claim(vacancy), stream, TAKEN)

    return run_work(work)


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.ProposedLineChange)
def show(id):
    """Satu usulan perubahan formasi."""
    loaded = current().store.load(f"vacancy_change-{id}")
    CHANGE.known(loaded.state)
    return with_etag(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui perubahan sebagai orang kedua. Formasi berubah pada saat yang sama."""
    stream = f"vacancy_change-{id}"

    def work(tx):
        proposal = tx.load(stream).state
        around = _around(tx, proposal["subject"]) if proposal else ({}, {}, False)
        tx.decide(stream, Approve(tx.actor, body["proposed"], *around), seen(tx))
        proposal = tx.load(stream).state
        signers = (_role(proposal["proposed"]["actor"]), _role(tx.actor))
        [changed] = tx.decide(proposal["subject"], Change(stream, proposal, signers))
        if changed.fact == "vacancy.closed":
            _clear_desks(tx, uuid_of(proposal["subject"]))
        tx.release(_claim(proposal["subject"]))

    return run_work(work)


@blueprint.route("/<id>/rejection", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def reject(body, id):
    """Tolak atau tarik kembali usulan; formasi tetap, dan perubahan lain boleh diusulkan."""
    stream = f"vacancy_change-{id}"

    def work(tx):
        tx.decide(stream, Reject(body["proposed"]), seen(tx))
        tx.release(_claim(tx.load(stream).state["subject"]))

    return run_work(work)


def _around(tx, vacancy: str) -> tuple[dict, dict, bool]:
    """The line, its period, and whether the period's list is out; the period is held, as announcing holds it."""
    line = tx.load_signed(vacancy).state
    if line is None:
        raise Refused("formasi-tidak-ada", "Formasi ini tidak ditemukan.", "vacancy", status=404)
    stream, *_ = found_period(tx.db, line["period"], tx.session)
    return line, tx.hold(stream).state, is_announced(tx.db, line["period"], tx.session)


def _clear_desks(tx, vacancy: str) -> None:
    """Take back the line's files that verifiers hold."""
    query = {"aggregate": "verification", "data.verifier": {"$ne": None}, "data.vacancy": vacancy}
    for desk in list(tx.db.state.find(query, session=tx.session)):
        tx.decide(desk["_id"], Recall(desk["data"]["verifier"], LINE_CLOSED))


def _claim(vacancy: str) -> str:
    return f"vacancy_change/{vacancy}"


def _role(actor: str) -> str:
    return actor.partition(":")[0]


def _shown(stream: str, version: int, state: dict) -> dict:
    return {
        **CHANGE.shown(stream, version, state, caller().actor),
        "vacancy": uuid_of(state["subject"]),
        "reason_text": REASONS[state["reason_code"]],
    }
