"""A superior's form about somebody who passed a course some months ago."""

from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..roster_reading.recording import name_of
from ..streams import evaluation_stream
from . import schemas
from .domain import Answer, known
from .keeping import waiting_for

SUPERIORS = ("pelamar", "pegawai")

blueprint = Blueprint("evaluations", __name__, url_prefix="/v1", description="Evaluasi oleh atasan")


@blueprint.route("/my-evaluations", methods=["GET"])
@allow(*SUPERIORS)
@blueprint.response(200, schemas.Evaluations)
def list_own():
    """Formulir tentang bawahan Anda yang menunggu, yang paling dekat tenggatnya lebih dahulu."""
    return {"items": waiting_for(current().db, caller().id, wib_date(current().clock.now()).isoformat())}


@blueprint.route("/evaluations/<uuid:id>", methods=["GET"])
@allow(*SUPERIORS)
@blueprint.response(200, schemas.Evaluation)
def show(id):
    """Satu formulir tentang bawahan Anda."""
    state = known(current().store.load(evaluation_stream(str(id))).state, caller().id)
    return {**state, "id": str(id), "name": name_of(state["person"], "roster", caller().actor)}


@blueprint.route("/evaluations/<uuid:id>/answer", methods=["POST"])
@allow(*SUPERIORS)
@blueprint.arguments(schemas.AnswerEvaluation)
@blueprint.response(200, CommandAnswer)
def answer(body, id):
    """Isi formulir, satu kali."""
    command = Answer(caller().id, body["ratings"])
    return run_work(lambda tx: tx.decide(evaluation_stream(str(id)), command))
