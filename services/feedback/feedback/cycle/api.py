"""Cycles: opened by whoever manages appraisals, and compared unit by unit before anybody looks at one person."""

from asnkit import states
from asnkit.events import new_id, uuid_of
from asnkit.paging import PageArguments
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run_work
from asnkit.wib import wib_date

from ..roster.superiors import Registers
from . import schemas
from .calibration import calibrated
from .domain import JudgeUnit, Open, known

MANAGER = "penilai"

blueprint = Blueprint("cycles", __name__, url_prefix="/v1/cycles", description="Siklus penilaian kinerja")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.Cycles)
def list_cycles(wanted):
    """Siklus penilaian, terbaru lebih dahulu."""
    found, following = states.page(current().db, "cycle", wanted, by="data.at")
    items = [shown(stream, version, state) for stream, version, state in found]
    return {"items": items, "total": states.count(current().db, "cycle"), "next": following}


@blueprint.route("", methods=["POST"])
@allow(MANAGER)
@blueprint.arguments(schemas.OpenCycle)
@blueprint.response(201, CommandAnswer)
def open_cycle(body):
    """Buka siklus: siapa yang ikut, dan sampai kapan setiap langkah."""
    stream = new_id("cycle")
    return run_work(lambda tx: tx.decide(stream, Open(**body)))


@blueprint.route("/<uuid:id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Cycle)
def show(id):
    """Satu siklus."""
    loaded = current().store.load(f"cycle-{id}")
    return states.versioned(shown(f"cycle-{id}", loaded.version, known(loaded.state)), loaded.version)


@blueprint.route("/<uuid:id>/units", methods=["POST"])
@allow(MANAGER)
@blueprint.arguments(schemas.JudgeUnit)
@blueprint.response(200, CommandAnswer)
def judge(body, id):
    """Catat predikat kinerja satu unit."""
    unit = str(body["unit"])
    name = Registers(current().views, _today()).name(unit)
    return run_work(lambda tx: tx.decide(f"cycle-{id}", JudgeUnit(unit, name, body["predicate"])))


@blueprint.route("/<uuid:id>/calibration", methods=["GET"])
@allow(MANAGER)
@blueprint.response(200, schemas.Calibration)
def calibrate(id):
    """Sebaran hasil dan perilaku, seluruh kota dan per unit; kurang dari sepuluh orang tidak dirinci."""
    return calibrated(current(), str(id), known(current().store.load(f"cycle-{id}").state))


def shown(stream: str, version: int, state: dict) -> dict:
    return {**state, "id": uuid_of(stream), "version": version}


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
