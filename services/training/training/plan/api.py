"""The yearly plan: put together by the training officer, signed by the head of personnel, read beside what was done."""

from asnkit import states
from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..streams import plan_stream
from ..unit.names import names_on
from . import schemas
from .domain import Approve, Item, Propose, PutDown, Reject, TakeOut, cost_of, known
from .done import against, passed

READERS = ("diklat", "pimpinan", "auditor")

blueprint = Blueprint("plans", __name__, url_prefix="/v1/plans", description="Rencana pelatihan tahunan (HCDP)")


@blueprint.route("", methods=["GET"])
@allow(*READERS)
@blueprint.response(200, schemas.PlanYears)
def list_plans():
    """Rencana setiap tahun, terbaru lebih dahulu."""
    found = [state for _, _, state in states.every(current().db, "plan")]
    items = [
        {
            "year": one["year"],
            "status": one["status"],
            "programmes": len(one["items"]),
            "cost": cost_of(one["items"]),
            "editions": len(one["editions"]),
        }
        for one in found
    ]
    return {"items": sorted(items, key=lambda one: -one["year"])}


@blueprint.route("/<int:year>", methods=["GET"])
@allow(*READERS)
@blueprint.response(200, schemas.Plan)
def show(year):
    """Rencana satu tahun: isinya sekarang, yang menunggu tanda tangan, edisi-edisinya, dan yang terlaksana."""
    loaded = current().store.load(plan_stream(year))
    state = known(loaded.state)
    offered, proposed = state.get("offered"), state.get("proposed")
    lists = [state["items"], *(one["items"] for one in state["editions"]), *([offered["items"]] if offered else [])]
    courses = {one["course"] for items in lists for one in items if one["course"]}
    found = passed(current().db, current().views, year, sorted(courses))
    names = names_on(current().views, {one["unit"] for items in lists for one in items}, _today())

    def shown(items: list[dict]) -> list[dict]:
        return [{**one, "unit_name": names[one["unit"]]} for one in against(items, found)]

    body = {
        "year": year,
        "version": loaded.version,
        "status": state["status"],
        "cost": cost_of(state["items"]),
        "items": shown(state["items"]),
        "offered": offered and {**offered, "items": shown(offered["items"])},
        "proposed": proposed and reference(proposed),
        "proposer": proposed and proposed["actor"],
        "rejected": state["rejected"],
        "editions": [
            {**one, "items": shown(one["items"]), "signed": reference(one["signed"])} for one in state["editions"][::-1]
        ],
    }
    return states.versioned(body, loaded.version)


@blueprint.route("/<int:year>/items", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.PlanItem)
@blueprint.response(200, CommandAnswer)
def put_down(body, year):
    """Masukkan satu program bagi satu kebutuhan, atau ganti yang sudah ada baginya."""
    need, course = str(body.pop("need")), body.pop("course")

    def work(tx):
        state = tx.hold(f"need-{need}").state
        told = {name: body[name] for name in ("title", "hours")}
        if course is not None:
            found = tx.load(f"course-{course}").state
            if found is None:
                raise Refused("pelatihan-tidak-ada", "Pelatihan ini tidak ditemukan.", "course", status=404)
            told = {name: found[name] for name in told}
        for name, value in told.items():
            if value is None:
                raise Refused("program-tanpa-isi", "Pilih pelatihan, atau isi judul dan JP-nya.", name, status=422)
        of_need = {name: state[name] if state else "" for name in ("unit", "subject")}
        item = Item(**{**body, **told, **of_need, "need": need, "course": course and str(course)})
        tx.decide(plan_stream(year), PutDown(year, item, state), tx.if_match)

    return run_work(work)


@blueprint.route("/<int:year>/items/removal", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.RemovePlanItem)
@blueprint.response(200, CommandAnswer)
def take_out(body, year):
    """Keluarkan satu program."""
    return run_work(lambda tx: tx.decide(plan_stream(year), TakeOut(str(body["need"])), states.seen(tx)))


@blueprint.route("/<int:year>/proposal", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ProposePlan)
@blueprint.response(200, CommandAnswer)
def propose(body, year):
    """Usulkan rencana; biayanya tidak melebihi anggaran."""
    return run_work(lambda tx: tx.decide(plan_stream(year), Propose(**body), states.seen(tx)))


@blueprint.route("/<int:year>/approval", methods=["POST"])
@allow("pimpinan")
@blueprint.arguments(schemas.ApprovePlan)
@blueprint.response(200, CommandAnswer)
def approve(body, year):
    """Tandatangani: rencana menjadi edisi yang berlaku."""
    actor = caller().actor
    return run_work(lambda tx: tx.decide(plan_stream(year), Approve(actor, body["proposed"]), states.seen(tx)))


@blueprint.route("/<int:year>/rejection", methods=["POST"])
@allow("pimpinan", "diklat")
@blueprint.arguments(schemas.RejectPlan)
@blueprint.response(200, CommandAnswer)
def reject(body, year):
    """Kembalikan usulan; juga oleh pengusulnya."""
    return run_work(lambda tx: tx.decide(plan_stream(year), Reject(body["reason"]), states.seen(tx)))


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
