"""Answering a survey: no sign-in, nothing that says who."""

import uuid

from asnkit.schemas import CommandAnswer
from asnkit.tracing import continue_trace
from asnkit.web import Blueprint, public, run_work

from .domain import Respond
from .schemas import AnswerSurvey

blueprint = Blueprint("responses", __name__, url_prefix="/v1/surveys", description="Jawaban survei")


@blueprint.route("/<id>/responses", methods=["POST"])
@public
@blueprint.arguments(AnswerSurvey)
@blueprint.response(201, CommandAnswer)
def respond(body, id):
    """Jawab survei. Kirim Idempotency-Key baru untuk setiap formulir yang ditampilkan."""
    stream = f"response-{uuid.uuid4()}"

    def work(tx):
        survey = tx.load(f"survey-{id}").state
        tx.decide(stream, Respond(id, survey, body["channel"], body["answers"]))

    # A trace of its own: the one of the request would tie the answer to the page before it.
    continue_trace(None)
    return run_work(work)
