"""What the standing auditor found, and asking it for a round now."""

from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run, run_work

from .. import streams
from . import schemas
from .domain import Complete, Request

blueprint = Blueprint("inspections", __name__, url_prefix="/v1", description="Pemeriksaan oleh auditor tetap")

SCOPE = "audit:results"
WAITING = 10


@blueprint.route("/inspections", methods=["POST"])
@allow("auditor")
@blueprint.response(201, CommandAnswer)
def request_():
    """Minta pemeriksaan sekarang."""
    return run(new_id("inspection"), Request(), create=True)


@blueprint.route("/inspections/results", methods=["POST"])
@allow("service", scope=SCOPE)
@blueprint.arguments(schemas.Result)
@blueprint.response(201, CommandAnswer)
def complete(body):
    """Laporkan hasil satu pemeriksaan."""
    asked = body.pop("inspection")
    stream = f"inspection-{asked}" if asked else new_id("inspection")
    command = Complete(**body | {name: tuple(body[name]) for name in ("checks", "findings")})
    return run_work(lambda tx: tx.decide(stream, command))


@blueprint.route("/inspections", methods=["GET"])
@allow("auditor")
@blueprint.arguments(schemas.Page, location="query")
@blueprint.response(200, schemas.Inspections)
def search(query):
    """Pemeriksaan, yang terakhir lebih dahulu."""
    total, items = streams.newest("inspection", query["limit"], query.get("before"))
    return {"total": total, "items": items}


@blueprint.route("/inspections/latest", methods=["GET"])
@public
@blueprint.response(200, schemas.Summary)
def latest():
    """Hasil pemeriksaan terakhir, tanpa rincian temuan."""
    _, items = streams.newest("inspection", 1, status="completed")
    if not items:
        raise Refused("belum-diperiksa", "Auditor tetap belum menyelesaikan pemeriksaan.", status=404)
    return {name: items[0][name] for name in schemas.Summary().fields}


@blueprint.route("/inspections/<id>", methods=["GET"])
@allow("auditor")
@blueprint.response(200, schemas.Inspection)
def show(id):
    """Satu pemeriksaan dengan temuannya."""
    loaded = streams.load("inspection", id, "pemeriksaan")
    return streams.row(loaded.stream, loaded.version, loaded.state)


@blueprint.route("/work", methods=["GET"])
@allow("service", scope=SCOPE)
@blueprint.response(200, schemas.Work)
def work():
    """Yang diminta dari auditor tetap dan belum selesai."""
    return {
        "inspections": [id for id, _ in _waiting("inspection", "requested")],
        "replays": [
            {"id": id, **{name: state[name] for name in ("services", "since", "until")}}
            for id, state in _waiting("replay", "started")
        ],
    }


def _waiting(aggregate: str, status: str):
    found = current().db.state.find({"aggregate": aggregate, "data.status": status}).sort("_id").limit(WAITING)
    for document in found:
        yield document["_id"].partition("-")[2], document["data"]
