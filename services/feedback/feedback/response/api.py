"""Answering a survey: no sign-in, nothing that says who."""

from asnkit.events import new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, current, public, run

from .domain import Respond
from .schemas import AnswerSurvey

blueprint = Blueprint("responses", __name__, url_prefix="/v1/surveys", description="Jawaban survei")


@blueprint.route("/<id>/responses", methods=["POST"])
@public
@blueprint.arguments(AnswerSurvey)
@blueprint.response(201, CommandAnswer)
def respond(body, id):
    """Jawab survei. Kirim Idempotency-Key baru untuk setiap formulir yang ditampilkan."""
    survey = current().store.load(f"survey-{id}").state
    return run(new_id("response"), Respond(id, survey, body["channel"], body["answers"]), create=True)
