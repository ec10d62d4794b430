"""Comments on a selection: given by anybody while a stage is open, read by a moderator, then by everybody."""

import uuid
from datetime import timedelta

from asnkit import states
from asnkit.events import uuid_of
from asnkit.limits import Limit, count, give_back
from asnkit.paging import PageArguments, page
from asnkit.schemas import CommandAnswer
from asnkit.tracing import continue_trace
from asnkit.web import Blueprint, allow, current, public, run_work, source

from ..rules.warnings import warnings
from . import schemas
from .domain import GIVEN, MISSING, RELEASED, Give, Release, Withhold
from .stages import stages_of, takes

MODERATOR = "aduan"
"""Of the complaints office: nobody of the committee decides what is said of its own work."""
BY_SOURCE = Limit("comments", 200, timedelta(hours=1))

blueprint = Blueprint("comments", __name__, url_prefix="/v1/comments", description="Tanggapan atas seleksi")


@blueprint.route("", methods=["POST"])
@public
@blueprint.arguments(schemas.GiveComment)
@blueprint.response(201, CommandAnswer)
def give(body):
    """Tanggapi satu tahap seleksi selama tahap itu terbuka. Petugas membacanya sebelum ditampilkan."""
    stream = f"comment-{uuid.uuid4()}"
    key = bytes.fromhex(current().settings.secret("hmac.key").decode())
    counted = count(current().db, key, BY_SOURCE, source())
    continue_trace(None)

    def work(tx):
        open_now = takes(_selection(body["period"]), body["stage"], tx.now)
        sealed = current().vault.seal(uuid_of(stream), stream, "text", body["text"])
        tx.decide(stream, Give(body["period"], body["stage"], open_now, sealed))

    answer, headers = run_work(work)
    if answer["repeated"]:
        give_back(current().db, counted)
    return answer, headers


@blueprint.route("/stages", methods=["GET"])
@public
@blueprint.arguments(schemas.OfPeriod, location="query")
@blueprint.response(200, schemas.CommentStages)
def list_stages(wanted):
    """Tahap yang sudah dimulai: terbuka atau tidak, dan berapa tanggapannya."""
    figures = (current().views["comment_figures"].find_one({"_id": wanted["period"]}) or {"stages": {}})["stages"]
    none = {"given": 0, "released": 0, "withheld": 0}
    begun = stages_of(_selection(wanted["period"]), current().clock.now())
    return {"items": [_stage(one, figures.get(one.name, none)) for one in begun]}


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.CommentFilter, location="query")
@blueprint.response(200, schemas.Comments)
def list_shown(wanted):
    """Tanggapan yang ditampilkan, terbaru lebih dahulu."""
    rows = current().views["comments"]
    query = {name: wanted[name] for name in ("period", "stage") if name in wanted} | {"status": RELEASED}
    found, following = page(rows, query, [("shown_on", -1), ("_id", -1)], wanted)
    current().vault.remember([row["_id"] for row in found])
    streams = [f"comment-{row['_id']}" for row in found]
    kept = {one["_id"]: one for one in current().db.state.find({"_id": {"$in": streams}})}
    shown = [_shown(stream, current().store.loaded(stream, kept[stream]).state) for stream in streams]
    return {"items": list(filter(None, shown)), "total": rows.count_documents(query), "next": following}


@blueprint.route("/waiting", methods=["GET"])
@allow(MODERATOR)
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.UnreadComments)
def list_waiting(wanted):
    """Yang menunggu dibaca petugas, terlama lebih dahulu; tanpa isinya."""
    rows, query = current().views["comments"], {"status": GIVEN}
    found, following = page(rows, query, [("day", 1), ("_id", 1)], wanted)
    items = [{**row, "id": row["_id"]} for row in found]
    return {"items": items, "total": rows.count_documents(query), "next": following}


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow(MODERATOR)
@blueprint.response(200, schemas.ModeratedComment)
def show(id):
    """Satu tanggapan dan isinya, untuk diputuskan."""
    loaded = current().store.load(f"comment-{id}")
    if loaded.state is None:
        raise MISSING
    state = loaded.state
    text = _opened(loaded.stream, state["text"])
    named = {name: state[name] for name in ("period", "stage", "day", "status", "reason")}
    shown = _opened(loaded.stream, state["edited"] or state["text"]) if state["status"] == RELEASED else None
    told = {"id": str(id), "version": loaded.version, "text": text, "shown": shown, "warnings": list(warnings(text))}
    return states.versioned({**named, **told}, loaded.version)


@blueprint.route("/<uuid:id>/release", methods=["POST"])
@allow(MODERATOR)
@blueprint.arguments(schemas.ReleaseComment)
@blueprint.response(200, CommandAnswer)
def release(body, id):
    """Tampilkan kepada semua orang: seperti yang ditulis, atau dipersingkat."""
    stream = f"comment-{id}"

    def work(tx):
        state = tx.load(stream).state
        if state is None:
            raise MISSING
        written = _opened(stream, state["text"])
        text = None if body["text"] in (None, written) else body["text"]
        sealed = text and current().vault.seal(str(id), stream, "text", text)
        tx.decide(stream, Release(sealed, warnings(text or written)), states.seen(tx))

    return run_work(work)


@blueprint.route("/<uuid:id>/withholding", methods=["POST"])
@allow(MODERATOR)
@blueprint.arguments(schemas.WithholdComment)
@blueprint.response(200, CommandAnswer)
def withhold(body, id):
    """Jangan tampilkan, atau jangan lagi; alasannya tercatat dan jumlahnya terbaca semua orang."""
    return run_work(lambda tx: tx.decide(f"comment-{id}", Withhold(body["reason"]), states.seen(tx)))


def _selection(period: str) -> dict | None:
    return current().views["selections"].find_one({"_id": period})


def _stage(stage, counted: dict) -> dict:
    told = {"given": counted["given"], "shown": counted["released"], "withheld": counted["withheld"]}
    return {"stage": stage.name, "open": stage.open, "closes": stage.closes, **told}


def _shown(stream: str, state: dict) -> dict | None:
    """None where it was withheld a moment ago: the list follows its command."""
    if state["status"] != RELEASED:
        return None
    told = {"period": state["period"], "stage": state["stage"], "day": state["shown_on"]}
    text = _opened(stream, state["edited"] or state["text"])
    return {"id": uuid_of(stream), **told, "text": text, "edited": state["edited"] is not None}


def _opened(stream: str, sealed: dict) -> str:
    return current().vault.open(stream, "text", sealed)
