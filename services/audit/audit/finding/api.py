"""What auditors found, who answers it and until when."""

from asnkit import states
from asnkit.events import new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag
from asnkit.wib import WIB

from .. import streams
from ..inquiry.domain import place
from . import schemas
from .domain import DESKS, Answer, Assign, Close, Note, Open, of_desk

blueprint = Blueprint("findings", __name__, url_prefix="/v1/findings", description="Temuan")


@blueprint.route("", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.OpenFinding)
@blueprint.response(201, CommandAnswer)
def open_(body):
    """Catat temuan."""
    return _decided(new_id("finding"), Open(**body), seen=lambda _tx: None)


@blueprint.route("", methods=["GET"])
@allow("auditor")
@blueprint.arguments(schemas.FindingFilter, location="query")
@blueprint.response(200, schemas.Findings)
def search(query):
    """Temuan, yang terbaru lebih dahulu."""
    total, items = streams.newest("finding", query.pop("limit"), query.pop("before", None), **query)
    return {"total": total, "items": [_shown(item) for item in items]}


@blueprint.route("/<id>", methods=["GET"])
@allow("auditor")
@blueprint.response(200, schemas.Finding)
def show(id):
    """Satu temuan dengan tindak lanjutnya."""
    loaded = streams.load("finding", id, "temuan")
    return with_etag(_shown(streams.row(loaded.stream, loaded.version, loaded.state)), loaded.version)


@blueprint.route("/<id>/assignment", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.AssignFinding)
@blueprint.response(200, CommandAnswer)
def assign(body, id):
    """Tetapkan penanggung jawab dan tenggat."""
    return _decided(f"finding-{id}", Assign(**body))


@blueprint.route("/<id>/notes", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.NoteFinding)
@blueprint.response(200, CommandAnswer)
def note(body, id):
    """Catat tindak lanjut."""
    return _decided(f"finding-{id}", Note(**body))


@blueprint.route("/<id>/request", methods=["GET"])
@allow(*DESKS)
@blueprint.response(200, schemas.AskedFinding)
def asked(id):
    """Temuan yang diminta ditanggapi peran ini; catatan auditor tidak ikut."""
    loaded, desk = streams.load("finding", id, "temuan"), caller().role
    of_desk(loaded.state, desk)
    shown = _shown(streams.row(loaded.stream, loaded.version, loaded.state))
    answers = [note for note in shown["notes"] if note["by"].partition(":")[0] == desk]
    return with_etag({**shown, "answers": answers}, loaded.version)


@blueprint.route("/<id>/answers", methods=["POST"])
@allow(*DESKS)
@blueprint.arguments(schemas.AnswerFinding)
@blueprint.response(200, CommandAnswer)
def answer(body, id):
    """Tanggapi temuan."""
    return _decided(f"finding-{id}", Answer(caller().role, **body))


@blueprint.route("/<id>/closing", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.CloseFinding)
@blueprint.response(200, CommandAnswer)
def close(body, id):
    """Tutup temuan."""
    return _decided(f"finding-{id}", Close(**body))


def _decided(stream: str, command, seen=states.seen):
    """The finding decides; what its desk hears of it follows in the same transaction."""

    def work(tx):
        tx.decide(stream, command, seen(tx))
        tx.decide(f"inquiry-{uuid_of(stream)}", place(tx.load(stream).state))

    return run_work(work)


def _shown(item: dict) -> dict:
    today = current().clock.now().astimezone(WIB).date().isoformat()
    return {**item, "overdue": item["status"] == "open" and item["due"] is not None and item["due"] < today}
