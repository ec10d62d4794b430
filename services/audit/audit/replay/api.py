"""Replays: asked for here, carried out by the standing auditor, followed here."""

from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run, run_work

from .. import streams
from ..inspection.api import SCOPE
from ..inspection.schemas import Page
from . import schemas
from .domain import Complete, Fail, Start

blueprint = Blueprint("replays", __name__, url_prefix="/v1/replays", description="Putar ulang")


@blueprint.route("", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.StartReplay)
@blueprint.response(201, CommandAnswer)
def start(body):
    """Mulai putar ulang: bangun lagi keadaan dan tampilan di samping yang hidup, lalu bandingkan."""
    services = tuple(dict.fromkeys(body["services"]))
    return run(new_id("replay"), Start(**body | {"services": services}), create=True)


@blueprint.route("", methods=["GET"])
@allow("auditor")
@blueprint.arguments(Page, location="query")
@blueprint.response(200, schemas.Replays)
def search(query):
    """Putar ulang, yang terakhir lebih dahulu."""
    total, items = streams.newest("replay", query["limit"], query.get("before"))
    return {"total": total, "items": [_shown(item) for item in items]}


@blueprint.route("/<id>", methods=["GET"])
@allow("auditor")
@blueprint.response(200, schemas.Replay)
def show(id):
    """Satu putar ulang: kemajuannya, lalu hasilnya."""
    loaded = streams.load("replay", id, "putar-ulang")
    return _shown(streams.row(loaded.stream, loaded.version, loaded.state))


@blueprint.route("/<id>/progress", methods=["POST"])
@allow("service", scope=SCOPE)
@blueprint.arguments(schemas.Progress)
@blueprint.response(204)
def report(body, id):
    """Laporkan kemajuan; tidak dicatat sebagai peristiwa."""
    if streams.load("replay", id, "putar-ulang").state["status"] != "started":
        raise Refused("putar-ulang-selesai", "Putar ulang ini sudah selesai.")
    current().db.progress.replace_one({"_id": id}, {"_id": id, **body}, upsert=True)


@blueprint.route("/<id>/completion", methods=["POST"])
@allow("service", scope=SCOPE)
@blueprint.arguments(schemas.ReplayResult)
@blueprint.response(200, CommandAnswer)
def complete(body, id):
    """Laporkan hasilnya."""
    command = Complete(**body | {name: tuple(body[name]) for name in ("parts", "differences")})
    return run_work(lambda tx: tx.decide(f"replay-{id}", command))


@blueprint.route("/<id>/failure", methods=["POST"])
@allow("service", scope=SCOPE)
@blueprint.arguments(schemas.FailReplay)
@blueprint.response(200, CommandAnswer)
def fail(body, id):
    """Laporkan bahwa putar ulang ini tidak dapat diselesaikan."""
    return run_work(lambda tx: tx.decide(f"replay-{id}", Fail(body["reason"])))


def _shown(item: dict) -> dict:
    return {**item, "progress": current().db.progress.find_one({"_id": item["id"]}, {"_id": 0})}
