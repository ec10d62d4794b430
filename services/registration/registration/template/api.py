"""The words of messages: read and proposed by the committee, in use after a second signature."""

from asnkit import states
from asnkit.events import Refused
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.signing import reference, same_person
from asnkit.web import Blueprint, allow, caller, current, run_work

from . import schemas
from .domain import Approve, Propose, Reject, decide, stream_of
from .kinds import ALLOWED, LANGUAGES, NEEDED

COMMITTEE = ("panitia", "ketua")

blueprint = Blueprint("templates", __name__, url_prefix="/v1/templates", description="Templat pesan")


@blueprint.route("", methods=["GET"])
@allow(*COMMITTEE, "auditor")
@blueprint.response(200, schemas.Templates)
def list_templates():
    """Setiap jenis pesan dalam setiap bahasa, dan edisi yang berlaku."""
    found = {(one["kind"], one["language"]): one for _, _, one in states.every(current().db, "template")}
    return {"items": [_row(kind, lang, found.get((kind, lang))) for kind in ALLOWED for lang in LANGUAGES]}


@blueprint.route("/<kind>/<language>", methods=["GET"])
@allow(*COMMITTEE, "auditor")
@blueprint.response(200, schemas.Template)
def show(kind, language):
    """Satu templat: semua edisinya, isian yang dapat dipakai, dan usulan yang menunggu."""
    loaded = current().store.load(_known(kind, language))
    state = loaded.state or {"editions": [], "waiting": None}
    body = {
        "kind": kind,
        "language": language,
        "version": loaded.version,
        "placeholders": [{"key": one, "needed": one in NEEDED.get(kind, ())} for one in ALLOWED[kind]],
        "editions": state["editions"][::-1],
        "waiting": _proposal(state["waiting"]) if state["waiting"] else None,
    }
    return states.versioned(body, loaded.version)


@blueprint.route("/<kind>/<language>/check", methods=["POST"])
@allow(*COMMITTEE)
@blueprint.arguments(schemas.ProposeTemplate)
@blueprint.response(200, schemas.Checked)
def check(body, kind, language):
    """Periksa teks seperti saat diusulkan; tidak ada yang disimpan."""
    loaded = current().store.load(_known(kind, language))
    [fact] = decide(loaded.state, Propose(kind, language, **body), current().clock.now())
    return {"edition": fact.data["edition"]}


@blueprint.route("/<kind>/<language>/proposals", methods=["POST"])
@allow(*COMMITTEE)
@blueprint.arguments(schemas.ProposeTemplate)
@blueprint.response(201, CommandAnswer)
def propose(body, kind, language):
    """Usulkan teks lain; dipakai sesudah disahkan orang kedua. If-Match kecuali untuk usulan yang pertama."""
    stream, command = _known(kind, language), Propose(kind, language, **body)

    def work(tx):
        tx.decide(stream, command, states.seen(tx) if tx.load(stream).version else None)

    return run_work(work)


@blueprint.route("/<kind>/<language>/approval", methods=["POST"])
@allow(*COMMITTEE)
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def approve(body, kind, language):
    """Sahkan sebagai orang kedua: pesan sesudah ini memakai teks itu."""
    stream = _known(kind, language)
    return run_work(lambda tx: tx.decide(stream, Approve(tx.actor, body["proposed"]), states.seen(tx)))


@blueprint.route("/<kind>/<language>/rejection", methods=["POST"])
@allow(*COMMITTEE)
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def reject(body, kind, language):
    """Tolak atau tarik kembali usulan; yang berlaku tetap berlaku."""
    stream = _known(kind, language)
    return run_work(lambda tx: tx.decide(stream, Reject(body["proposed"]), states.seen(tx)))


def _known(kind: str, language: str) -> str:
    if kind not in ALLOWED or language not in LANGUAGES:
        raise Refused("templat-tidak-ada", "Templat ini tidak ada.", status=404)
    return stream_of(kind, language)


def _row(kind: str, language: str, state: dict | None) -> dict:
    last = state["editions"][-1] if state and state["editions"] else {"edition": 0, "at": None}
    now = {name: last[name] for name in ("edition", "at")}
    return {"kind": kind, "language": language, **now, "waiting": bool(state and state["waiting"])}


def _proposal(waiting: dict) -> dict:
    signed = waiting["proposed"]
    shown = {name: waiting[name] for name in ("edition", "title", "text", "at")}
    return {**shown, "proposed": reference(signed), "yours": same_person(signed["actor"], caller().actor)}
