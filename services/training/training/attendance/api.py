"""Attendance: the code of the room for the officer's screen, and being there, by code, by hand, or by a sheet."""

from datetime import timedelta

from asnkit.events import Refused
from asnkit.limits import Limit, count, give_back
from asnkit.schemas import CommandAnswer
from asnkit.sheet import keeping, sending
from asnkit.sheet.faults import told
from asnkit.sheet.table import misnamed
from asnkit.sheet.writing import MEDIA_TYPES
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date
from flask import request

from ..roster_reading.recording import names_of_all
from ..session.domain import known
from ..streams import attendance_stream, participant_stream, place_stream, seating_stream
from . import codes, schemas, sheet
from .domain import CODE, HAND, Attend, Correct

BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"requestBody": {"required": True, "content": {kind.partition(";")[0]: BINARY for kind in MEDIA_TYPES.values()}}}

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


@blueprint.route("/sessions/<id>/attendance-sheet.<any(csv, xlsx):form>", methods=["GET"])
@allow("diklat")
def give_sheet(id, form):
    """Lembar kehadiran semua peserta yang mendapat kursi, untuk diisi. Pembacaan nama tercatat."""
    session, seated = known(current().store.load(f"session-{id}").state), _seated(id)
    days = [day["date"] for day in session["days"]]
    names = names_of_all([one["person"] for one in seated], "roster", caller().actor) if seated else {}
    return sending.answer(f"hadir-{session['code']}", form, sheet.titles(days), sheet.lines(seated, names, days))


@blueprint.route("/sessions/<id>/attendance-sheet", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.UploadAttendance, location="query")
@blueprint.doc(**BODY)
@blueprint.response(200, schemas.AttendanceSheet)
def read_sheet(wanted, id):
    """Baca lembar yang sudah diisi: apa yang baru, dan apa yang salah pada baris mana. Belum mencatat apa pun."""
    session, seated, today = known(current().store.load(f"session-{id}").state), _seated(id), _today()
    content = request.get_data(cache=True)
    places = {one["_id"].partition("-")[2]: one for one in seated}
    days = [day["date"] for day in session["days"] if day["date"] <= today]
    wrong = told(misnamed(content, wanted["file"]))
    attended = {enrolment: one["attended"] for enrolment, one in places.items()}
    found = sheet.Sheet([], 0, wrong, []) if wrong else sheet.read(content, days, attended)
    rows = [{**row, "person": places[row["enrolment"]]["person"]} for row in found.rows]
    marks = sum(len(row["days"]) for row in rows)
    faults = keeping.keep(current().db, caller().actor, found.errors)
    return {"rows": rows, "marks": marks, "known": found.known, "unread": found.unread, **faults}


@blueprint.route("/attendance-faults/<id>.<any(csv, xlsx):form>", methods=["GET"])
@allow("diklat")
def list_faults(id, form):
    """Semua kesalahan lembar yang baru saja Anda unggah."""
    return sending.answer("kesalahan-hadir", form, keeping.COLUMNS, keeping.rows(current().db, caller().actor, id))


@blueprint.route("/sessions/<id>/attendance-records", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.RecordAttendance)
@blueprint.response(201, CommandAnswer)
def record_many(body, id):
    """Catat kehadiran banyak peserta sekaligus, semuanya atau tidak satu pun."""

    def work(tx):
        for mark in body["marks"]:
            enrolment = str(mark["enrolment"])
            if _session_of(tx, enrolment) != id:
                raise Refused("bukan-peserta", "Ada kepesertaan dari sesi lain.", "marks", status=422)
            _attend(tx, id, enrolment, mark["date"], HAND)

    return run_work(work)


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


def _seated(session: str) -> list[dict]:
    """Rows of the view `places`, in the order of the seats."""
    seating = current().store.load(seating_stream(session)).state
    order = {f"enrolment-{one}": place for place, one in enumerate(seating["confirmed"] if seating else ())}
    found = current().views["places"].find({"_id": {"$in": list(order)}})
    return sorted(found, key=lambda one: order[one["_id"]])


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
