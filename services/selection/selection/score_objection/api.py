"""Objections to published results: filing one's own, the committee's list, and the two signatures of an answer."""

from asnkit import states as kit_states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.scope import within
from asnkit.signing import reference, same_person
from asnkit.states import page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from ..objection_reading.recording import record
from ..score_amendment import signing
from . import answering, schemas
from .domain import ANSWER_REASONS

blueprint = Blueprint("score-objections", __name__, url_prefix="/v1/score-objections", description="Sanggahan hasil")

ONCE = Refused("sudah-menyanggah", "Sanggahan hanya satu kali untuk setiap tahap.")


@blueprint.route("", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.FileObjection)
@blueprint.response(201, CommandAnswer)
def file(body):
    """Ajukan sanggahan atas hasil yang terbit, satu kali untuk setiap tahap, dalam masa sanggah."""
    stream, person, result = new_id("score_objection"), caller().id, f"result-{body['result']}"
    contests = tuple(dict.fromkeys(body["contests"]))

    def work(tx):
        text = current().vault.seal(person, stream, "text", body["text"])
        tx.decide(stream, answering.filing(tx, person, result, contests, text))
        filed = tx.load(stream).state
        tx.claim(f"score_objection/{filed['candidate']}/{filed['stage']}", stream, ONCE)

    return run_work(work)


@blueprint.route("/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnObjections)
def list_mine():
    """Sanggahan Anda atas hasil seleksi, dan jawabannya."""
    found = kit_states.every(current().db, "score_objection", person=caller().id)
    return {"items": [_own(*one) for one in reversed(found)]}


@blueprint.route("", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.ObjectionFilter, location="query")
@blueprint.response(200, schemas.Objections)
def list_objections(wanted):
    """Sanggahan hasil, terbaru lebih dahulu; tanpa uraiannya."""
    filters = {name: str(wanted[name]) for name in ("round", "status") if name in wanted} | within()
    found, following = page(current().db, "score_objection", wanted, **filters)
    return {"items": [_staffs(*one) for one in found], "next": following}


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua")
@blueprint.response(200, schemas.ObjectionWithText)
def show(id):
    """Satu sanggahan hasil beserta uraiannya. Pembacaan dicatat."""
    loaded = current().store.load(f"score_objection-{id}")
    if loaded.state is None:
        raise Refused("sanggahan-tidak-ada", "Sanggahan ini tidak ditemukan.", status=404)
    state = loaded.state
    record(state["person"], loaded.stream)
    answer = state["proposed"]["answer"] if state["proposed"] else state.get("answer")
    body = {**_staffs(loaded.stream, loaded.version, state), **_opened(loaded.stream, state, answer)}
    return with_etag(body, loaded.version)


@blueprint.route("/<id>/answer", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.AnswerObjection)
@blueprint.response(200, CommandAnswer)
def answer(body, id):
    """Usulkan jawaban: menolak, atau menerima dengan koreksi nilai yang dampaknya sudah dibaca."""
    stream = f"score_objection-{id}"
    state = current().store.load(stream).state
    made = signing.looked(current(), state["candidate"], body["correction"]) if state and body["correction"] else None

    def work(tx):
        person = answering.waiting(tx.load_signed(stream).state)["person"]
        sealed = current().vault.seal(person, stream, "answer", body["answer"])
        answering.propose(tx, stream, body, sealed, made, seen(tx))

    return run_work(work)


@blueprint.route("/<id>/decision", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.DecideObjection)
@blueprint.response(200, CommandAnswer)
def decide(body, id):
    """Putuskan jawaban sebagai orang kedua; bila menerima, nilainya dikoreksi pada saat yang sama."""
    stream, actor = f"score_objection-{id}", caller().actor
    return run_work(lambda tx: answering.decide(tx, stream, actor, body["proposed"], seen(tx)))


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
    """For its candidate, who sees two versions, filed and answered: another number would tell what is proposed."""
    version = 1 if state["status"] == "filed" else 2
    return {**_shown(stream, version, state), **_opened(stream, state, state.get("answer"))}


def _staffs(stream: str, version: int, state: dict) -> dict:
    proposed = state["proposed"]
    if proposed:
        told = {key: proposed[key] for key in ("at", "accepted", "reason_code")}
        told |= {"reason_text": ANSWER_REASONS[proposed["reason_code"]], "amendment": _id(proposed["amendment"])}
        yours = same_person(proposed["signed"]["actor"], caller().actor)
        proposed = {**reference(proposed["signed"]), **told, "yours": yours}
    candidate, amendment = uuid_of(state["candidate"]), _id(state.get("amendment"))
    return {**_shown(stream, version, state), "proposed": proposed, "candidate": candidate, "amendment": amendment}


def _id(named: dict | None) -> str | None:
    return uuid_of(named["event"].partition("@")[0]) if named else None


def _opened(stream: str, state: dict, answer: dict | None) -> dict:
    readable = current().vault.readable
    return {"text": readable(stream, "text", state["text"]), "answer": readable(stream, "answer", answer)}
