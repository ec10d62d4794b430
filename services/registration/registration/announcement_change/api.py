"""Corrections of a published letter: two signatures, and the announcement has another version of it from then on."""

from asnkit.events import Refused, new_id, uuid_of
from asnkit.proposal import Reject
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.scope import within
from asnkit.states import page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from ..announcement.domain import Correct
from . import schemas
from .domain import CHANGE, REASONS, Approve, Propose

blueprint = Blueprint(
    "announcement-changes", __name__, url_prefix="/v1/announcement-changes", description="Koreksi pengumuman"
)

TAKEN = Refused("koreksi-menunggu", "Sudah ada koreksi pengumuman ini yang menunggu tanda tangan kedua.")


@blueprint.route("", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.LetterFilter, location="query")
@blueprint.response(200, schemas.ProposedLetters)
def list_changes(wanted):
    """Usulan koreksi pengumuman, terbaru lebih dahulu."""
    filters = {name: wanted[name] for name in ("period", "status") if name in wanted} | within()
    found, following = page(current().db, "announcement_change", wanted, **filters)
    return {"items": [_shown(*one) for one in found], "next": following}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ProposeLetter)
@blueprint.response(201, CommandAnswer)
def propose(body):
    """Usulkan koreksi surat pengumuman: tanda tangan pertama."""
    stream, announcement = new_id("announcement_change"), f"announcement-{body['announcement']}"

    def work(tx):
        letter = _letter(tx, announcement)
        tx.decide(stream, Propose(announcement, letter, body["after"], body["reason_code"], body["letter"]))
        tx.claim(_claim(announcement), stream, TAKEN)

    return run_work(work)


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.ProposedLetter)
def show(id):
    """Satu usulan koreksi pengumuman."""
    loaded = current().store.load(f"announcement_change-{id}")
    CHANGE.known(loaded.state)
    return with_etag(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui koreksi sebagai orang kedua. Suratnya mendapat versi baru pada saat yang sama."""
    stream = f"announcement_change-{id}"

    def work(tx):
        proposal = tx.load(stream).state
        letter = _letter(tx, proposal["subject"]) if proposal else {}
        tx.decide(stream, Approve(tx.actor, body["proposed"], letter), seen(tx))
        proposal = tx.load(stream).state
        signers = (_role(proposal["proposed"]["actor"]), _role(tx.actor))
        tx.decide(proposal["subject"], Correct(stream, proposal, signers))
        tx.release(_claim(proposal["subject"]))

    return run_work(work)


@blueprint.route("/<id>/rejection", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def reject(body, id):
    """Tolak atau tarik kembali usulan; pengumuman tetap, dan koreksi lain boleh diusulkan."""
    stream = f"announcement_change-{id}"

    def work(tx):
        tx.decide(stream, Reject(body["proposed"]), seen(tx))
        tx.release(_claim(tx.load(stream).state["subject"]))

    return run_work(work)


def _letter(tx, announcement: str) -> dict:
    state = tx.load_signed(announcement).state
    if state is None:
        raise Refused("pengumuman-tidak-ada", "Pengumuman ini tidak ditemukan.", "announcement", status=404)
    return state


def _claim(announcement: str) -> str:
    return f"announcement_change/{announcement}"


def _role(actor: str) -> str:
    return actor.partition(":")[0]


def _shown(stream: str, version: int, state: dict) -> dict:
    return {
        **CHANGE.shown(stream, version, state, caller().actor),
        "announcement": uuid_of(state["subject"]),
        "reason_text": REASONS[state["reason_code"]],
    }
