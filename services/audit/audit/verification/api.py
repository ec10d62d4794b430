"""What the standing auditor found, and asking it for a round now."""

from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run, run_work

from .. import streams
from . import schemas
from .domain import Complete, Request

blueprint = Blueprint("verifications", __name__, url_prefix="/v1", description="Pemeriksaan oleh auditor tetap")

SCOPE = "audit:results"
WAITING = 10


@blueprint.route("/verifications", methods=["POST"])
@allow("auditor")
@blueprint.response(201, CommandAnswer)
def request_():
    """Minta pemeriksaan sekarang."""
    return run(new_id("verification"), Request(), create=True)


@blueprint.route("/verifications/results", methods=["POST"])
@allow("service", scope=SCOPE)
@blueprint.arguments(schemas.Result)
@blueprint.response(201, CommandAnswer)
def complete(body):
    """Laporkan hasil satu pemeriksaan."""
    asked = body.pop("verification")
    stream = f"verification-{asked}" if asked else new_id("verification")
    command = Complete(**body | {name: tuple(body[name]) for name in ("checks", "findings")})
    return run_work(lambda tx: tx.decide(stream, command))


@blueprint.route("/verifications", methods=["GET"])
@allow("auditor")
@blueprint.arguments(schemas.Page, location="query")
@blueprint.response(200, schemas.Verifications)
def search(query):
    """Pemeriksaan, yang terakhir lebih dahulu."""
    total, items = streams.newest("verification", query["limit"], query.get("before"))
    return {"total": total, "items": items}


@blueprint.route("/verifications/latest", methods=["GET"])
@public
@blueprint.response(200, schemas.Summary)
def latest():
    """Hasil pemeriksaan terakhir, tanpa rincian temuan."""
    _, items = streams.newest("verification", 1, status="completed")
    if not items:
        raise Refused("belum-diperiksa", "Auditor tetap belum menyelesaikan pemeriksaan.", status=404)
    return {name: items[0][name] for name in schemas.Summary().fields}


@blueprint.route("/verifications/<id>", methods=["GET"])
@allow("auditor")
@blueprint.response(200, schemas.Verification)
def show(id):
    """Satu pemeriksaan dengan temuannya."""
    loaded = streams.load("verification", id, "pemeriksaan")
    return streams.row(loaded.stream, loaded.version, loaded.state)


@blueprint.route("/work", methods=["GET"])
@allow("service", scope=SCOPE)
@blueprint.response(200, schemas.Work)
def work():
    """Yang diminta dari auditor tetap dan belum selesai."""
    return {
        "verifications": [id for id, _ in _waiting("verification", "requested")],
        "replays": [
            {"id": id, **{name: state[name] for name in ("services", "since", "until")}}
            for id, state in _waiting("replay", "started")
        ],
    }


def _waiting(aggregate: str, status: str):
    found = current().db.state.find({"aggregate": aggregate, "data.status": status}).sort("_id").limit(WAITING)
    for document in found:
        yield document["_id"].partition("-")[2], document["data"]
