"""A list of those who serve is taken back, by two people; whoever something else was recorded about stays."""

from asnkit import bulk
from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference
from asnkit.states import seen, versioned
from asnkit.web import Blueprint, allow, caller, current, run_work

from . import schemas
from .domain import Approve, Propose

blueprint = Blueprint("roster-undos", __name__, url_prefix="/v1/roster-lists", description="Penarikan daftar ASN")


@blueprint.route("/<id>/undo", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.response(200, schemas.Undo)
def show(id):
    """Penarikan satu daftar ASN dan kemajuannya."""
    stream = f"roster_undo-{id}"
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("penarikan-tidak-ada", "Penarikan daftar ini belum diusulkan.", status=404)
    done = bulk.progress(current().db, stream)
    body = {name: loaded.state[name] for name in ("basis", "rows", "status")}
    body |= {name: done[name] for name in ("next", "applied", "refused")}
    body |= {"refusals": loaded.state.get("refusals", []), "proposed": reference(loaded.state["proposed"])}
    return versioned({**body, "version": loaded.version}, loaded.version)


@blueprint.route("/<id>/undo", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ProposeUndo)
@blueprint.response(201, CommandAnswer)
def propose(body, id):
    """Usulkan penarikan satu daftar ASN; berlaku sesudah orang kedua menyetujuinya."""

    def work(tx):
        listed = tx.load_signed(f"roster_import-{id}").state
        tx.decide(f"roster_undo-{id}", Propose(id, listed, body["basis"]))

    return run_work(work)


@blueprint.route("/<id>/undo/approval", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ApproveUndo)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui penarikan: tanda tangan kedua, oleh orang lain. Orangnya lalu keluar dari daftar satu per satu."""
    stream, actor = f"roster_undo-{id}", caller().actor

    def work(tx):
        tx.decide(stream, Approve(actor, body["proposed"]), seen(tx))
        bulk.start(tx, stream, tx.load(stream).state["rows"])

    return run_work(work)
