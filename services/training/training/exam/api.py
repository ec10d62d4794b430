"""The tests of a session: opened by the training officer, and what they say of the session."""

from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run_work

from ..item_bank import items
from ..session.domain import known
from ..sitting import figures
from ..sitting.keeping import every
from ..streams import exam_stream, item_bank_stream, seating_stream
from . import schemas
from .domain import BEFORE, PHASES, Open

blueprint = Blueprint("exams", __name__, url_prefix="/v1/sessions", description="Uji awal dan akhir")
UNKNOWN = Refused("uji-tidak-ada", "Uji adalah BEFORE (awal) atau AFTER (akhir).", "phase", status=404)


@blueprint.route("/<uuid:id>/exams/<phase>", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.OpenExam)
@blueprint.response(201, CommandAnswer)
def open_exam(body, id, phase):
    """Buka uji satu sesi, dengan soal dari edisi yang berlaku sekarang."""
    session = str(id)
    if phase not in PHASES:
        raise UNKNOWN

    def work(tx):
        state = tx.load(f"session-{session}").state
        bank = tx.load(item_bank_stream(state["course"])).state if state else None
        before = tx.load(exam_stream(session, BEFORE)).state
        tx.decide(exam_stream(session, phase), Open(session, phase, state, bank, before, **body))

    return run_work(work)


@blueprint.route("/<uuid:id>/learning", methods=["GET"])
@allow("diklat")
@blueprint.response(200, schemas.Learning)
def show(id):
    """Uji satu sesi: kenaikan nilai berpasangan, nilai setiap peserta, dan soal-soalnya."""
    session, store = str(id), current().store
    known(store.load(f"session-{session}").state)
    exams = [state for phase in PHASES if (state := store.load(exam_stream(session, phase)).state)]
    sittings, listed = every(current().db, session), {}
    for digest in {exam["list_sha256"] for exam in exams}:
        listed |= {item["id"]: item for item in items.read(current().db, digest)}
    seated = (store.load(seating_stream(session)).state or {"confirmed": []})["confirmed"]
    people, persons = figures.scores(seated, sittings), {one["enrolment"]: one["person"] for one in sittings}
    return {
        "exams": [{**exam, **_counts(exam, sittings)} for exam in exams],
        "gain": figures.gain_of(people),
        "people": [
            {"enrolment": one, "person": persons[one], "before": figures.told(before), "after": figures.told(after)}
            for one, before, after in people
            if one in persons
        ],
        "items": figures.items_of(listed, sittings),
    }


def _counts(exam: dict, sittings: list[dict]) -> dict:
    of = [one for one in sittings if one["phase"] == exam["phase"]]
    return {"begun": len(of), "over": sum(one["right"] is not None for one in of)}
