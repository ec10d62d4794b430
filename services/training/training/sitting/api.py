"""Sitting a test: one's own paper, each answer as it is given, and handing it in."""

import secrets

from asnkit.events import parse_time, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work

from ..item_bank.items import TOLD
from ..streams import exam_stream, place_stream, seating_stream, sitting_stream
from . import figures, schemas
from .domain import BY_HAND, NOT_BEGUN, OVER, Answer, Begin, HandIn
from .drawing import draw
from .keeping import begin as keep_time
from .keeping import items_of, keys_of
from .own import exams_of

SITTERS = ("pelamar", "pegawai")
AT = "/sessions/<uuid:id>/exams/<phase>/paper"

blueprint = Blueprint("sittings", __name__, url_prefix="/v1", description="Mengerjakan uji")


@blueprint.route("/my-exams", methods=["GET"])
@allow(*SITTERS)
@blueprint.response(200, schemas.OwnExams)
def my_exams():
    """Uji sesi-sesi tempat Anda duduk."""
    return {"items": exams_of(current(), caller().id)}


@blueprint.route(AT, methods=["GET"])
@allow(*SITTERS)
@blueprint.response(200, schemas.Paper)
def show(id, phase):
    """Uji Anda: soal-soalnya selama berlangsung, dan nilainya sesudah selesai."""
    session = str(id)
    state = current().store.load(_stream(session, phase)).state
    if state is None:
        raise NOT_BEGUN
    left = max(0, int((parse_time(state["ends"]) - current().clock.now()).total_seconds()))
    going = state["status"] != OVER and left > 0
    listed = items_of(current().db, current().store.load(exam_stream(session, phase)).state) if going else {}
    return {
        **{name: state[name] for name in ("session", "phase", "status", "ends")},
        "seconds_left": left if going else 0,
        "questions": [_told(listed[one], state) for one in state["items"]] if going else [],
        "answered": len(state["answers"]),
        "of": len(state["items"]),
        "score": figures.told(figures.points(state)),
    }


@blueprint.route(AT, methods=["POST"])
@allow(*SITTERS)
@blueprint.arguments(schemas.Nothing)
@blueprint.response(201, CommandAnswer)
def begin(_body, id, phase):
    """Mulai uji; waktunya berjalan sejak sekarang. Memulai lagi meneruskan uji yang sama."""
    session, seed = str(id), secrets.token_hex(16)
    enrolment = uuid_of(place_stream(caller().id, session))
    stream = _stream(session, phase)

    def work(tx):
        exam = tx.load(exam_stream(session, phase)).state
        drawn = draw(seed, list(items_of(tx.db, exam)), exam["count"]) if exam else ()
        seating = tx.load(seating_stream(session)).state
        seated = seating is not None and enrolment in seating["confirmed"]
        place, about = tx.load(f"enrolment-{enrolment}").state, tx.load(f"session-{session}").state
        if tx.decide(stream, Begin(enrolment, place, seated, about, exam, seed, tuple(drawn))):
            keep_time(tx, stream)

    return run_work(work)


@blueprint.route(f"{AT}/answers", methods=["POST"])
@allow(*SITTERS)
@blueprint.arguments(schemas.GivenAnswer)
@blueprint.response(200, CommandAnswer)
def answer(body, id, phase):
    """Jawab satu soal; jawaban yang terakhir dihitung."""
    session, item, stream = str(id), str(body["item"]), _stream(str(id), phase)

    def work(tx):
        exam = tx.load(exam_stream(session, phase)).state
        found = items_of(tx.db, exam).get(item) if exam else None
        tx.decide(stream, Answer(item, body["choice"], len(found["options"]) if found else 0))

    return run_work(work)


@blueprint.route(f"{AT}/hand-in", methods=["POST"])
@allow(*SITTERS)
@blueprint.arguments(schemas.Nothing)
@blueprint.response(200, CommandAnswer)
def hand_in(_body, id, phase):
    """Kumpulkan uji sebelum waktunya habis."""
    stream = _stream(str(id), phase)

    def work(tx):
        state = tx.load(stream).state
        tx.decide(stream, HandIn(keys_of(tx, state) if state else {}, BY_HAND))
        tx.cancel(stream, "end")

    return run_work(work)


def _stream(session: str, phase: str) -> str:
    return sitting_stream(session, phase, uuid_of(place_stream(caller().id, session)))


def _told(item: dict, state: dict) -> dict:
    return {**{name: item[name] for name in TOLD}, "choice": state["answers"].get(item["id"])}
