"""A new password for whoever reads the letters of an address.

Who asks learns nothing about anybody: an address that nobody has gives the same answer as one that somebody has, after
the same work. Only the letter tells, to the address itself.
"""

from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, current, public, run_work, source

from ..account.domain import KNOWN, examine_password
from ..account.schemas import Proved
from ..signin import codes, limits
from ..signin.api import entered, login_of
from ..signin.passwords import hash_password, pepper_of
from . import renewing, schemas

blueprint = Blueprint("passwords", __name__, url_prefix="/v1/password", description="Lupa kata sandi")


@blueprint.route("/recoveries", methods=["POST"])
@public
@blueprint.arguments(schemas.Forgotten)
@blueprint.response(200, CommandAnswer)
def ask(body):
    """Minta kode untuk kata sandi baru; `extra.recovery` menyebut permintaannya. Jawabannya sama untuk setiap surel."""
    db, pepper, login = current().db, pepper_of(current().settings), login_of(body["email"])
    limits.count_around(db, pepper, limits.RECOVERIES, limits.LETTERS, login, source(), body["device"])
    return run_work(lambda tx: renewing.send_code(tx, login))


@blueprint.route("", methods=["POST"])
@public
@blueprint.arguments(schemas.Renew)
@blueprint.response(200, Proved)
def renew(body):
    """Kata sandi baru dengan kode dari surat; sesi lain berakhir, dan Anda sudah masuk."""
    db, pepper, vault = current().db, pepper_of(current().settings), current().vault
    recovery = str(body["recovery"])
    counted = limits.count(db, pepper, limits.CODES, source())
    login = codes.check(db, pepper, renewing.LETTER, recovery, body["code"], renewing.CODE_DIGITS)["login"]
    owner = db.credentials.find_one({"_id": login}, {"person": 1})
    if owner is None:
        raise codes.wrong()
    person = owner["person"]
    account, access = f"account-{person}", f"access-{person}"
    state = current().store.load(account).state
    examine_password(body["password"], {name: vault.open(account, name, state[name]) for name in KNOWN})
    limits.give_back(db, counted)
    hashed = hash_password(pepper, person, body["password"])
    address = vault.seal(person, access, "address", source())
    answer, headers = run_work(lambda tx: renewing.renew(tx, recovery, login, person, hashed, address))
    return entered(person, login) | {"answer": answer}, headers
