"""Deciding who passed; certificate and hours follow from it."""

from datetime import date
from decimal import Decimal

from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, run_work

from ..streams import attendance_stream, participant_stream, seating_stream
from . import schemas
from .domain import Judge, seat_of

blueprint = Blueprint("participants", __name__, url_prefix="/v1/enrolments", description="Hasil pelatihan")


@blueprint.route("/<id>/outcome", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.JudgeParticipant)
@blueprint.response(201, CommandAnswer)
def judge(body, id):
    """Tetapkan hasil satu peserta dari kehadiran dan nilainya."""
    score = exactly(body["score"])

    def work(tx):
        enrolment = tx.load(f"enrolment-{id}").state
        if enrolment is None or "session" not in enrolment:
            return tx.decide(participant_stream(id), Judge(id, None, None, None, (), None))
        session = tx.load_signed(f"session-{enrolment['session']}").state
        seating = tx.load_signed(seating_stream(enrolment["session"])).state or {"confirmed": []}
        enrolment = tx.load_signed(f"enrolment-{id}").state
        days = [tx.load_signed(attendance_stream(id, date.fromisoformat(day["date"]))) for day in session["days"]]
        # Held: a correction at the same moment and this outcome exclude each other.
        there = [tx.hold(day.stream).state for day in days if day.version]
        seat = seat_of(seating["confirmed"], id)
        return tx.decide(participant_stream(id), Judge(id, enrolment, session, seat, there, score))

    return run_work(work)


def exactly(typed: str | None) -> Decimal | None:
    """Of 100 points, with two decimals: "82,5" is 82.50."""
    return None if typed is None else Decimal(typed.replace(",", ".")).quantize(Decimal("0.01"))
