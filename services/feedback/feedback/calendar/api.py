"""The calendar in which terms are counted: read by everybody, changed by two people with a decree."""

from asnkit import states
from asnkit.events import new_id, uuid_of
from asnkit.paging import PageArguments
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference
from asnkit.web import Blueprint, allow, caller, current, public, run_work
from asnkit.wib import wib_date

from ..complaint.schemas import Nothing
from ..rules.calendar import days_off, decree_of
from . import schemas
from .domain import MISSING, Approve, Propose, Reject
from .keeping import amendments, begin

SIGNERS = ("aduan", "ketua")

blueprint = Blueprint("calendar", __name__, url_prefix="/v1/calendar", description="Kalender hari kerja")


@blueprint.route("", methods=["GET"])
@public
@blueprint.response(200, schemas.Calendar)
def show():
    """Hari libur dan cuti bersama tahun ini dan tahun depan, dengan keputusannya."""
    known, year = amendments(current().db), wib_date(current().clock.now()).year
    years = [
        {
            "year": one,
            "decree": decree_of(one, known),
            "days": sorted(day.isoformat() for day in days_off(one, known)),
        }
        for one in (year, year + 1)
    ]
    return {"years": years}


@blueprint.route("/amendments", methods=["GET"])
@allow(*SIGNERS)
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.AmendmentPage)
def list_amendments(wanted):
    """Perubahan kalender, terbaru lebih dahulu."""
    found, following = states.page(current().db, "amendment", wanted, by="data.at")
    items = [_shown(stream, version, state) for stream, version, state in found]
    return {"items": items, "total": states.count(current().db, "amendment"), "next": following}


@blueprint.route("/amendments/<uuid:id>", methods=["GET"])
@allow(*SIGNERS)
@blueprint.response(200, schemas.Amendment)
def show_amendment(id):
    """Satu perubahan kalender."""
    loaded = current().store.load(f"amendment-{id}")
    if loaded.state is None:
        raise MISSING
    return states.versioned(_shown(f"amendment-{id}", loaded.version, loaded.state), loaded.version)


@blueprint.route("/amendments", methods=["POST"])
@allow(*SIGNERS)
@blueprint.arguments(schemas.ProposeAmendment)
@blueprint.response(201, CommandAnswer)
def propose(body):
    """Usulkan perubahan menurut keputusan bersama; berlaku sesudah disahkan orang lain."""
    stream = new_id("amendment")

    def work(tx):
        off = frozenset(days_off(body["year"], amendments(tx.db, tx.session)))
        days = {name: tuple(body[name]) for name in ("added", "removed")}
        tx.decide(stream, Propose(body["year"], body["decree"], off=off, **days))

    return run_work(work)


@blueprint.route("/amendments/<uuid:id>/approval", methods=["POST"])
@allow(*SIGNERS)
@blueprint.arguments(schemas.ApproveAmendment)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Sahkan: tanda tangan kedua. Tenggat aduan yang berjalan dihitung ulang."""
    stream, actor = f"amendment-{id}", caller().actor

    def work(tx):
        tx.decide(stream, Approve(actor, body["proposed"]), states.seen(tx))
        begin(tx, stream)

    return run_work(work)


@blueprint.route("/amendments/<uuid:id>/rejection", methods=["POST"])
@allow(*SIGNERS)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def reject(_body, id):
    """Tolak usulan; juga oleh pengusulnya."""
    return run_work(lambda tx: tx.decide(f"amendment-{id}", Reject(), states.seen(tx)))


def _shown(stream: str, version: int, state: dict) -> dict:
    signed = {"proposed": reference(state["proposed"]), "proposer": state["proposed"]["actor"]}
    return {**state, **signed, "id": uuid_of(stream), "version": version}
