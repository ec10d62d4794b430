"""Corrections of recorded scores: the impact first, then two signatures; the line's lists are then computed anew."""

import orjson
from asnkit import content
from asnkit.events import new_id, uuid_of
from asnkit.proposal import Reject
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.scope import within
from asnkit.states import page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from . import schemas, signing
from .domain import AMENDMENT, REASONS

blueprint = Blueprint("score-amendments", __name__, url_prefix="/v1/score-amendments", description="Koreksi nilai")


@blueprint.route("", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.AmendmentFilter, location="query")
@blueprint.response(200, schemas.Amendments)
def list_amendments(wanted):
    """Koreksi nilai, terbaru lebih dahulu."""
    filters = {name: str(wanted[name]) for name in ("round", "status") if name in wanted} | within()
    found, following = page(current().db, "score_amendment", wanted, **filters)
    return {"items": [_shown(*one) for one in found], "next": following}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ProposeAmendment)
@blueprint.response(201, CommandAnswer)
def propose(body):
    """Usulkan koreksi nilai: tanda tangan pertama, atas dampak yang sudah dibaca."""
    stream, candidate = new_id("score_amendment"), f"candidate-{body['candidate']}"
    made = signing.looked(current(), candidate, body)

    def work(tx):
        tx.decide(stream, signing.proposal(tx, candidate, body, made))
        tx.claim(signing.claim_of(candidate, body["stage"]), stream, signing.TAKEN)

    return run_work(work)


@blueprint.route("/impact/<candidate>", methods=["POST"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.Correction)
@blueprint.response(200, schemas.Impact)
def show_impact(body, candidate):
    """Simulasi: daftar mana yang berubah, dan bagi siapa, bila nilai ini dikoreksi. Tidak ada yang tercatat."""
    made = signing.look(current(), f"candidate-{candidate}", body["stage"], signing.score_of(body))
    return {"impact_sha256": made.sha256, "lists": made.lists, "appointed": made.appointed}


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.AmendmentWithImpact)
def show(id):
    """Satu koreksi nilai dengan dampaknya, seperti yang ditandatangani."""
    loaded = current().store.load(f"score_amendment-{id}")
    AMENDMENT.known(loaded.state)
    digest = loaded.state["impact_sha256"]
    impact = {**orjson.loads(content.read(current().db, digest)), "impact_sha256": digest}
    return with_etag({**_shown(loaded.stream, loaded.version, loaded.state), "impact": impact}, loaded.version)


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui koreksi nilai: tanda tangan kedua, oleh orang lain. Peringkat formasinya dihitung ulang."""
    stream, actor = f"score_amendment-{id}", caller().actor
    return run_work(lambda tx: signing.approve(tx, stream, actor, body["proposed"], seen(tx)))


@blueprint.route("/<id>/rejection", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def reject(body, id):
    """Tolak usulan koreksi; nilai tetap, dan koreksi lain boleh diusulkan."""
    stream = f"score_amendment-{id}"

    def work(tx):
        tx.decide(stream, Reject(body["proposed"]), seen(tx))
        state = tx.load(stream).state
        tx.release(signing.claim_of(state["candidate"], state["stage"]))

    return run_work(work)


def _shown(stream: str, version: int, state: dict) -> dict:
    return {
        **AMENDMENT.shown(stream, version, state, caller().actor),
        "candidate": uuid_of(state["candidate"]),
        "objection": uuid_of(state["objection"]) if state.get("objection") else None,
        "reason_text": REASONS[state["reason_code"]],
    }
