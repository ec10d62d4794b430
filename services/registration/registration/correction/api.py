"""Corrections of who somebody is: asked for by the owner, decided by an officer beside the identity card."""

from asnkit import states
from asnkit.events import new_id, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from .. import readings
from ..account.domain import Correct, examine
from ..account.erasure import hold_account
from ..application.assembling import documents_of
from ..identity import claiming
from ..outcome.telling import tell_correction
from . import letters, schemas
from .domain import ACCEPTED, FIELDS, MISSING, PAPER, REASONS, Ask, Decide

PURPOSE = "correction"

blueprint = Blueprint("corrections", __name__, url_prefix="/v1/corrections", description="Perbaikan data diri")


@blueprint.route("/mine", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.AskCorrection)
@blueprint.response(201, CommandAnswer)
def ask(body):
    """Minta perbaikan nama, tanggal lahir, atau NIK, dengan KTP Anda yang terakhir diunggah sebagai bukti."""
    stream, person, vault = new_id("correction"), caller().id, current().vault
    wanted = {"name": body["name"], "birth_date": body["birth_date"].isoformat(), "nik": body["nik"]}
    text = vault.seal(person, stream, "text", body["text"])

    def work(tx):
        account, own = f"account-{person}", hold_account(tx, person)
        examine(body["nik"], body["birth_date"], own["consent"]["purposes"], tx.now)
        changed = [name for name in FIELDS if vault.open(account, name, own[name]) != wanted[name]]
        after = {name: vault.seal(person, account, name, wanted[name]) for name in changed}
        others = [state for _, _, state in states.every(tx.db, "correction", tx.session, person=person)]
        paper = documents_of(tx.db, person, tx.session).get(PAPER)
        tx.decide(stream, Ask(person, {name: own[name] for name in changed}, after, text, paper, others))
        letters.tell(tx, stream, tx.load(stream).state)

    return run_work(work)


@blueprint.route("/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnCorrections)
def list_mine():
    """Perbaikan yang Anda minta, terbaru lebih dahulu."""
    found = states.every(current().db, "correction", person=caller().id)
    return {"items": [_opened(*one) for one in reversed(found)]}


@blueprint.route("", methods=["GET"])
@allow("verifikator", "ketua", "auditor")
@blueprint.arguments(schemas.CorrectionFilter, location="query")
@blueprint.response(200, schemas.Corrections)
def list_corrections(wanted):
    """Permintaan perbaikan data diri, yang tertua lebih dahulu; tanpa data diri."""
    only = {name: wanted[name] for name in ("status",) if name in wanted}
    found, following = page(current().db.state, states.query("correction", only), [("_id", 1)], wanted)
    items = [_shown(document["_id"], document["version"], document["data"]) for document in found]
    return {"items": items, "total": states.count(current().db, "correction", **only), "next": following}


@blueprint.route("/<id>", methods=["GET"])
@allow("verifikator", "ketua")
@blueprint.response(200, schemas.CorrectionWithValues)
def show(id):
    """Satu permintaan dengan data sebelum dan sesudahnya, dan lamaran yang terkirim. Pembacaan dicatat."""
    loaded = current().store.load(f"correction-{id}")
    if loaded.state is None:
        raise MISSING
    readings.record([loaded.state["person"]], [*_fields(loaded.state), "correction_text"], PURPOSE)
    body = {
        **_opened(loaded.stream, loaded.version, loaded.state),
        "document": loaded.state["paper"]["document"],
        "applications": _sent(loaded.state["person"]),
    }
    return with_etag(body, loaded.version)


@blueprint.route("/<id>/decision", methods=["POST"])
@allow("verifikator", "ketua")
@blueprint.arguments(schemas.CorrectionDecision)
@blueprint.response(200, CommandAnswer)
def decide(body, id):
    """Putuskan sesudah membandingkan dengan KTP. Bila diterima, data akun berubah pada saat yang sama."""
    stream, vault = f"correction-{id}", current().vault

    def work(tx):
        asked = tx.load_signed(stream).state
        if asked is None:
            raise MISSING
        person = asked["person"]
        identity = tx.load_signed(f"identity-{person}").state
        account = tx.hold(f"account-{person}").state
        whole = None if "erased_at" in account else account
        by = identity["by"] if identity else None
        tx.decide(stream, Decide(body["reason"], tx.actor, whole, by), states.seen(tx))
        if tx.load(stream).state["status"] == ACCEPTED:
            claiming.change(tx, vault, person, asked["after"], stream)
            tx.decide(f"account-{person}", correcting(vault, person, whole, stream, asked))
        letters.tell(tx, stream, tx.load(stream).state)
        tell_correction(tx, stream, tx.load(stream).state)

    return run_work(work)


def correcting(vault, person: str, account: dict, stream: str, asked: dict) -> Correct:
    """The command with which the account follows, and what its NIK says of birth date and sex from then on."""
    now = {**account, **asked["after"]}
    opened = {name: vault.open(f"account-{person}", name, now[name]) for name in ("nik", "birth_date", "sex")}
    return Correct(stream, asked["before"], asked["after"], **opened)


def _fields(state: dict) -> list[str]:
    return [name for name in FIELDS if name in state["after"]]


def _sent(person: str) -> list[dict]:
    """What was sent, and may have been checked, under what stands."""
    found = states.every(current().db, "application", person=person)
    sent = [(uuid_of(stream), state) for stream, _, state in found if "participant_no" in state]
    lines = {state["vacancy"]: current().store.load(f"vacancy-{state['vacancy']}").state for _, state in sent}
    names = ("period", "participant_no", "status")
    return [
        {"id": id, **{name: state[name] for name in names}, "job_name": lines[state["vacancy"]]["job_name"]}
        for id, state in sent
    ]


def _shown(stream: str, version: int, state: dict) -> dict:
    reason = state.get("reason")
    return {
        **{name: state[name] for name in ("person", "status", "asked_at")},
        "id": uuid_of(stream),
        "version": version,
        "fields_": _fields(state),
        "decided_at": state.get("decided_at"),
        "reason": reason,
        "reason_text": REASONS[reason][1] if reason else None,
    }


def _opened(stream: str, version: int, state: dict) -> dict:
    vault, account = current().vault, f"account-{state['person']}"
    values = [
        {"field": name, **{side: vault.readable(account, name, state[side][name]) for side in ("before", "after")}}
        for name in _fields(state)
    ]
    text = vault.readable(stream, "text", state["text"])
    return {**_shown(stream, version, state), "values": values, "text": text}
