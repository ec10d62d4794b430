"""Replays for an agency that lost what it was sent, or begins late."""

from asnkit import states
from asnkit.events import new_id, uuid_of
from asnkit.paging import PageArguments
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run_work

from ..agency.schemas import Nothing
from . import schemas
from .domain import MISSING, RUNNING, Start, Stop
from .reading import progress_of

IT = "ti"

blueprint = Blueprint("stream_replays", __name__, url_prefix="/v1", description="Putar ulang webhook")


@blueprint.route("/endpoints/<uuid:id>/replays", methods=["GET"])
@allow(IT)
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.Replays)
def list_replays(wanted, id):
    """Putar ulang sebuah webhook, yang terbaru lebih dahulu."""
    found, following = states.page(current().db, "stream_replay", wanted, by="data.at", endpoint=str(id))
    total = states.count(current().db, "stream_replay", endpoint=str(id))
    return {"items": [_shown(*one) for one in found], "total": total, "next": following}


@blueprint.route("/endpoints/<uuid:id>/replays", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.StartReplay)
@blueprint.response(201, CommandAnswer)
def start(body, id):
    """Kirim ulang semua peristiwa webhook ini sejak suatu hari, dengan webhook-id yang sama."""
    stream = new_id("stream_replay")

    def work(tx):
        known = tx.hold(f"endpoint-{id}").state
        running = states.count(tx.db, "stream_replay", tx.session, endpoint=str(id), status=RUNNING)
        tx.decide(stream, Start(str(id), known, body["since"], body["rate"], running))

    return run_work(work)


@blueprint.route("/replays/<uuid:id>", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.Replay)
def show(id):
    """Satu putar ulang dan kemajuannya."""
    loaded = current().store.load(f"stream_replay-{id}")
    if loaded.state is None:
        raise MISSING
    return states.versioned(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/replays/<uuid:id>/stop", methods=["POST"])
@allow(IT)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def stop(_body, id):
    """Hentikan; yang sudah dititipkan tetap dikirim."""
    stream = f"stream_replay-{id}"

    def work(tx):
        tx.decide(stream, Stop(progress_of(tx.db, stream)["events"]), states.seen(tx))

    return run_work(work)


def _shown(stream: str, version: int, state: dict) -> dict:
    progress = progress_of(current().db, stream)
    told = {name: progress[name] for name in ("read", "total", "events")}
    return {**state, **told, "id": uuid_of(stream), "version": version}
