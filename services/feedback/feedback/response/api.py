"""Answering a survey: no sign-in, nothing that says who."""

import uuid

from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.tracing import continue_trace
from asnkit.web import Blueprint, current, public, run_work, source

from ..survey.domain import slips_of
from ..survey.slips import claim, number_of
from . import profile
from .domain import Respond
from .pacing import flags
from .schemas import AnswerSurvey

blueprint = Blueprint("responses", __name__, url_prefix="/v1/surveys", description="Jawaban survei")


@blueprint.route("/<id>/responses", methods=["POST"])
@public
@blueprint.arguments(AnswerSurvey)
@blueprint.response(201, CommandAnswer)
def respond(body, id):
    """Jawab survei. Kirim Idempotency-Key baru untuk setiap formulir yang ditampilkan."""
    stream, code = f"response-{uuid.uuid4()}", body["slip"]
    channel = "counter" if code else body["channel"]
    # A slip is good once, so whoever has one is not counted.
    told = (body["stamp"], source(), "" if code else body["device"])
    found = flags(current(), id, channel, len(body["answers"]), *told)

    def work(tx):
        survey = tx.load(f"survey-{id}").state
        tx.decide(stream, Respond(id, survey, channel, body["answers"], bool(code), found))
        if code:
            _take(tx, id, survey, code)
        profile.count(tx, id, body["about"])

    # A trace of its own: the one of the request would tie the answer to the page before it.
    continue_trace(None)
    return run_work(work)


def _take(tx, id: str, survey: dict, code: str) -> None:
    """The slip is used up, for the survey: nothing says by which answer."""
    number = number_of(current(), id, code)
    if number is None or not 1 <= number <= slips_of(survey):
        raise Refused("slip-tidak-dikenal", "Kode slip ini tidak dikenal untuk survei ini.", "slip", status=422)
    used = Refused("slip-terpakai", "Slip ini sudah dipakai, dan jawabannya sudah dihitung. Terima kasih.", "slip")
    tx.claim(claim(id, number), f"survey-{id}", used)
