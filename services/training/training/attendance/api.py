"""Attendance: the code of the room for the officer's screen, and being there, by code or by hand."""

from datetime import timedelta

from asnkit.events import Refused
from asnkit.limits import Limit, count, give_back
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..session.domain import known
from ..streams import attendance_stream, participant_stream, place_stream, seating_stream
from . import codes, schemas
from .domain import CODE, HAND, Attend, Correct

blueprint = Blueprint("attendance", __name__, url_prefix="/v1", description="Kehadiran")

WRONG = Refused("kode-salah", "Kode tidak cocok. Lihat lagi kode yang sekarang tampil di ruang.", "code", status=422)
TRIES = Limit("attendance", 10, timedelta(minutes=30))
"""Wrong codes of one person: whoever guesses all day finds one of a million in some years."""


@blueprint.route("/sessions/<id>/code", methods=["GET"])
@allow("diklat")
@blueprint.response(200, schemas.RoomCode)
def room_code(id):
    """Kode yang sekarang berlaku, untuk layar di ruang pelatihan."""
    session = known(current().store.load(f"session-{id}").state)
    code = codes.shown(current().vault, id, current().clock.now())
    return {"code": code.digits, "seconds_left": code.left, "title": session["title"]}


@blueprint.route("/sessions/<id>/attendance", methods=["POST"])
@allow("pelamar", "pegawai")
@blueprint.arguments(schemas.AttendByCode)
@blueprint.response(201, CommandAnswer)
def attend(body, id):
    """Catat kehadiran Anda hari ini dengan kode di ruang."""
    enrolment = place_stream(caller().id, id).partition("-")[2]
    counted = count(current().db, current().settings.secret("hmac.key"), TRIES, caller().id)

    def work(tx):
        if not codes.holds(current().vault, id, body["code"], tx.now):
            raise WRONG
        _attend(tx, id, enrolment, wib_date(tx.now), CODE)

    answer = run_work(work)
    give_back(current().db, counted)
    return answer


@blueprint.route("/enrolments/<id>/attendance", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.AttendByHand)
@blueprint.response(201, CommandAnswer)
def record(body, id):
    """Catat kehadiran seorang peserta dengan tangan."""
    return run_work(lambda tx: _attend(tx, _session_of(tx, id), id, body["date"], HAND))


@blueprint.route("/enrolments/<id>/attendance/correct", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.CorrectAttendance)
@blueprint.response(200, CommandAnswer)
def correct(body, id):
    """Koreksi kehadiran, dengan alasannya, sebelum hasil ditetapkan."""

    def work(tx):
        judged = tx.hold(participant_stream(id)).state is not None
        tx.decide(attendance_stream(id, body["date"]), Correct(body["present"], body["reason"], judged))

    return run_work(work)


def _session_of(tx, enrolment: str) -> str:
    state = tx.load(f"enrolment-{enrolment}").state
    if state is None or "session" not in state:
        raise Refused("bukan-peserta", "Hanya peserta yang mendapat kursi dapat hadir.", status=404)
    return state["session"]


def _attend(tx, session: str, enrolment: str, day, how: str) -> None:
    state = tx.load(f"enrolment-{enrolment}").state
    seating = tx.load(seating_stream(session)).state
    seated = seating is not None and enrolment in seating["confirmed"]
    scheduled = tx.load(f"session-{session}").state
    tx.decide(attendance_stream(enrolment, day), Attend(enrolment, state, scheduled, seated, day, how))
