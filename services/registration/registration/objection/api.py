"""Objections: filing one's own, the staff's list, and the answer."""

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference, same_person
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from .. import readings
from ..announcement.domain import FILE_CHECK
from ..application.domain import Verify
from ..identity.claiming import examine
from ..period.counts import by_status, tally
from ..period.views import OUTCOMES
from . import schemas
from .domain import ANSWER_REASONS, judged
from .gathering import MISSING, to_accept, to_answer, to_file

ANSWERING = ("verifikator", "panitia")
ACCEPTING = (*ANSWERING, "ketua")

blueprint = Blueprint("objections", __name__, url_prefix="/v1/objections", description="Sanggahan")


@blueprint.route("", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.FileObjection)
@blueprint.response(201, CommandAnswer)
def file(body):
    """Ajukan sanggahan, satu kali untuk setiap tahap, dalam masa sanggah."""
    stream, person, id = new_id("objection"), caller().id, str(body["application"])

    text = current().vault.seal(person, stream, "text", body["text"])
    contests = tuple(dict.fromkeys(body["contests"]))

    def work(tx):
        command = to_file(tx, person, id, contests, text)
        tx.decide(stream, command)
        once = Refused("sudah-menyanggah", "Sanggahan hanya satu kali untuk setiap tahap.")
        tx.claim(f"objection/{person}/{command.application['period']}/{FILE_CHECK}", stream, once)

    return run_work(work)


@blueprint.route("/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnObjections)
def list_mine():
    """Sanggahan Anda dan jawabannya."""
    found = states.every(current().db, "objection", person=caller().id)
    return {"items": [_own(*entry) for entry in reversed(found)]}


@blueprint.route("", methods=["GET"])
@allow("verifikator", "panitia", "ketua", "auditor")
@blueprint.arguments(schemas.ObjectionFilter, location="query")
@blueprint.response(200, schemas.Objections)
def list_objections(wanted):
    """Sanggahan menurut keadaan, yang tertua lebih dahulu."""
    row = tally(current().views, wanted["period"])
    filters = {name: wanted[name] for name in ("period", "status") if name in wanted}
    query = states.query("objection", filters)
    found, following = page(current().db.state, query, [("_id", 1)], wanted)
    numbers = _numbers([document["data"]["application"] for document in found])
    items = [
        {**_staffs(one["_id"], one["version"], one["data"]), "participant_no": numbers[one["data"]["application"]]}
        for one in found
    ]
    total = sum(row[status] for status in ([wanted["status"]] if "status" in wanted else OUTCOMES))
    return {"items": items, "total": total, "by_status": by_status(row, OUTCOMES), "next": following}


@blueprint.route("/<id>", methods=["GET"])
@allow("verifikator", "panitia", "ketua")
@blueprint.response(200, schemas.ObjectionWithText)
def show(id):
    """Satu sanggahan beserta uraiannya. Pembacaan dicatat."""
    loaded = current().store.load(f"objection-{id}")
    if loaded.state is None:
        raise MISSING
    readings.record(
        [loaded.state["person"]], ["objection_text", "objection_answer"], "objection", loaded.state["application"]
    )
    application = current().store.load(f"application-{loaded.state['application']}").state
    return with_etag(_for_whoever_answers(loaded, application), loaded.version)


@blueprint.route("/<id>/answer", methods=["POST"])
@allow(*ANSWERING)
@blueprint.arguments(schemas.AnswerObjection)
@blueprint.response(200, CommandAnswer)
def answer(body, id):
    """Jawab sanggahan, setiap alasan putusannya. Bila semua gugur, jawabannya menunggu orang kedua."""
    stream = f"objection-{id}"

    def work(tx):
        command, application = to_answer(tx, stream, current().vault, body)
        objection = tx.load(stream).state
        tx.decide(stream, command, states.seen(tx))
        if command.fallen and command.standing and command.application["status"] == "TMS":
            tx.decide(application, Verify("TMS", command.standing, "objection", tx.actor, objection=objection))
            examine(tx, current().vault, application, command.standing)

    return run_work(work)


@blueprint.route("/<id>/acceptance", methods=["POST"])
@allow(*ACCEPTING)
@blueprint.arguments(schemas.AcceptObjection)
@blueprint.response(200, CommandAnswer)
def accept(body, id):
    """Terima sanggahan sebagai orang kedua; putusan lamaran berubah menjadi MS pada saat yang sama."""
    stream = f"objection-{id}"

    def work(tx):
        command, application = to_accept(tx, stream, body["proposed"])
        objection = tx.load(stream).state
        tx.decide(stream, command, states.seen(tx))
        tx.decide(application, Verify("MS", (), "objection", tx.actor, objection=objection))
        examine(tx, current().vault, application, ())

    return run_work(work)


def _numbers(applications: list[str]) -> dict[str, str]:
    """Application → participant number."""
    wanted = {"_id": {"$in": [f"application-{id}" for id in applications]}}
    found = current().db.state.find(wanted, {"data.participant_no": 1})
    return {uuid_of(one["_id"]): one["data"]["participant_no"] for one in found}


def _shown(stream: str, version: int, state: dict) -> dict:
    code = state.get("reason_code")
    return {
        **state,
        "id": uuid_of(stream),
        "version": version,
        "answered_at": state.get("answered_at"),
        "reason_code": code,
        "reason_text": ANSWER_REASONS[code] if code else None,
    }


def _own(stream: str, _version: int, state: dict) -> dict:
    """For its applicant, who sees two versions, filed and answered: another number would tell what is proposed."""
    version = 1 if state["status"] == "filed" else 2
    return {**_shown(stream, version, state), **_opened(stream, state, state.get("answer"))}


def _staffs(stream: str, version: int, state: dict) -> dict:
    proposed = state["proposed"]
    if proposed:
        signed, code = proposed["signed"], proposed["reason_code"]
        yours = same_person(signed["actor"], caller().actor)
        told = {"at": proposed["at"], "yours": yours, "reason_code": code, "reason_text": ANSWER_REASONS[code]}
        proposed = {**reference(signed), **told}
    return {**_shown(stream, version, state), "proposed": proposed}


def _for_whoever_answers(loaded, application: dict) -> dict:
    state = loaded.state
    body = _staffs(loaded.stream, loaded.version, state)
    waits, others = state["status"] == "filed", not judged(application, caller().actor)
    may = ["answer"] if waits and others and caller().role in ANSWERING else []
    second = body["proposed"] is not None and not body["proposed"]["yours"]
    may += ["accept"] if waits and others and second and caller().role in ACCEPTING else []
    answer = state["proposed"]["answer"] if state["proposed"] else state.get("answer")
    given = next(verdict["reasons"] for verdict in application["verdicts"] if verdict["basis"] == "file_check")
    return {**body, **_opened(loaded.stream, state, answer), "reasons": given, "may": may}


def _opened(stream: str, state: dict, answer: dict | None) -> dict:
    readable = current().vault.readable
    return {"text": readable(stream, "text", state["text"]), "answer": readable(stream, "answer", answer)}
