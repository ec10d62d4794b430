"""Objections: filing one's own, the staff's list, and the answer."""

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from .. import readings
from ..announcement.domain import FILE_CHECK
from ..application.domain import Verify
from ..identity.claiming import examine
from ..period.counts import by_status, tally
from ..period.views import OUTCOMES
from . import schemas
from .domain import ANSWER_REASONS
from .gathering import MISSING, to_answer, to_file

blueprint = Blueprint("objections", __name__, url_prefix="/v1/objections", description="Sanggahan")


@blueprint.route("", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.FileObjection)
@blueprint.response(201, CommandAnswer)
def file(body):
    """Ajukan sanggahan, satu kali untuk setiap tahap, dalam masa sanggah."""
    stream, person, id = new_id("objection"), caller().id, str(body["application"])

    text = current().vault.seal(person, stream, "text", body["text"])
    contests = tuple(dict.fromkeys(body["contests"]))

    def work(tx):
        command = to_file(tx, person, id, contests, text)
        tx.decide(stream, command)
        once = Refused("sudah-menyanggah", "Sanggahan hanya satu kali untuk setiap tahap.")
        tx.claim(f"objection/{person}/{command.application['period']}/{FILE_CHECK}", stream, once)

    return run_work(work)


@blueprint.route("/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnObjections)
def list_mine():
    """Sanggahan Anda dan jawabannya."""
    found = states.every(current().db, "objection", person=caller().id)
    return {"items": [_with_text(*entry) for entry in reversed(found)]}


@blueprint.route("", methods=["GET"])
@allow("verifikator", "panitia", "ketua", "auditor")
@blueprint.arguments(schemas.ObjectionFilter, location="query")
@blueprint.response(200, schemas.Objections)
def list_objections(wanted):
    """Sanggahan menurut keadaan, yang tertua lebih dahulu."""
    row = tally(current().views, wanted["period"])
    filters = {name: wanted[name] for name in ("period", "status") if name in wanted}
    query = states.query("objection", filters)
    found, following = page(current().db.state, query, [("_id", 1)], wanted)
    items = [_shown(document["_id"], document["version"], document["data"]) for document in found]
    total = sum(row[status] for status in ([wanted["status"]] if "status" in wanted else OUTCOMES))
    return {"items": items, "total": total, "by_status": by_status(row, OUTCOMES), "next": following}


@blueprint.route("/<id>", methods=["GET"])
@allow("verifikator", "panitia", "ketua")
@blueprint.response(200, schemas.ObjectionWithText)
def show(id):
    """Satu sanggahan beserta uraiannya. Pembacaan dicatat."""
    loaded = current().store.load(f"objection-{id}")
    if loaded.state is None:
        raise MISSING
    readings.record(
        [loaded.state["person"]], ["objection_text", "objection_answer"], "objection", loaded.state["application"]
    )
    return with_etag(_with_text(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<id>/answer", methods=["POST"])
@allow("verifikator", "panitia")
@blueprint.arguments(schemas.AnswerObjection)
@blueprint.response(200, CommandAnswer)
def answer(body, id):
    """Jawab sanggahan. Bila diterima, putusan lamaran berubah menjadi MS pada saat yang sama."""
    stream = f"objection-{id}"

    def work(tx):
        command, application = to_answer(tx, stream, current().vault, body)
        objection = tx.load(stream).state
        tx.decide(stream, command, states.seen(tx))
        if command.accepted:
            tx.decide(application, Verify("MS", (), "objection", tx.actor, objection=objection))
            examine(tx, current().vault, application, ())

    return run_work(work)


def _shown(stream: str, version: int, state: dict) -> dict:
    code = state.get("reason_code")
    answered = {name: state.get(name) for name in ("answered_at", "reason_code")}
    return {
        **state,
        **answered,
        "id": uuid_of(stream),
        "version": version,
        "reason_text": ANSWER_REASONS[code] if code else None,
    }


def _with_text(stream: str, version: int, state: dict) -> dict:
    vault = current().vault
    opened = {name: vault.readable(stream, name, state.get(name)) for name in ("text", "answer")}
    return {**_shown(stream, version, state), **opened}
