"""Another e-mail address for an account: one that was mistyped, or a new one of its owner's."""

from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, public, run_work, source

from ..signin import codes, limits
from ..signin.api import login_of
from ..signin.passwords import matches, pepper_of
from . import changing, proof, schemas

blueprint = Blueprint("addresses", __name__, url_prefix="/v1/accounts", description="Surel akun")


@blueprint.route("/correction", methods=["POST"])
@public
@blueprint.arguments(schemas.CorrectAddress)
@blueprint.response(200, CommandAnswer)
def correct(body):
    """Perbaiki surel yang salah tulis, sebelum terbukti; kode baru dikirim ke sana."""
    db, pepper, vault = current().db, pepper_of(current().settings), current().vault
    person = str(body["person"])
    limits.count(db, pepper, limits.CODES, source())
    if not proof.unproved_by(db, pepper, person, body["password"]):
        raise _no_match()
    stream, login = f"account-{person}", login_of(body["email"])
    email = vault.seal(person, stream, "email", body["email"])
    return run_work(lambda tx: proof.correct(tx, stream, login, email))


@blueprint.route("/me/address", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.ChangeAddress)
@blueprint.response(200, CommandAnswer)
def change(body):
    """Ganti surel: kode dikirim ke surel baru; `extra.change` menyebut permintaannya. Jawabannya selalu sama."""
    db, pepper, person = current().db, pepper_of(current().settings), caller().id
    counted = limits.count(db, pepper, limits.PASSWORDS, person, "signed in")
    found = db.credentials.find_one({"person": person})
    if not found or not matches(pepper, person if found.get("bound") else None, body["password"], found["hash"]):
        raise _no_match()
    limits.give_back(db, counted)
    limits.count(db, pepper, limits.RECOVERIES, person, "address")
    email = current().vault.seal(person, f"account-{person}", "email", body["email"])
    return run_work(lambda tx: changing.send_code(tx, person, login_of(body["email"]), email))


@blueprint.route("/me/address/proof", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.ProveChange)
@blueprint.response(200, CommandAnswer)
def prove(body):
    """Buktikan surel baru dengan kodenya; surel lama diberi tahu, dan sesudah itu Anda masuk dengan yang baru."""
    db, pepper, person = current().db, pepper_of(current().settings), caller().id
    counted = limits.count(db, pepper, limits.CODES, person)
    waiting = codes.check(db, pepper, changing.LETTER, str(body["change"]), body["code"], changing.CODE_DIGITS)
    if waiting["person"] != person:
        raise codes.ended()
    limits.give_back(db, counted)
    return run_work(lambda tx: changing.change(tx, person, waiting))


def _no_match() -> Refused:
    return Refused("tidak-cocok", "Kata sandi tidak cocok.", "password", status=422)
