"""Opening an applicant's account, and its owner's view of it."""

from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.sealing import Erased
from asnkit.web import Blueprint, allow, caller, current, public, run_work, with_etag

from ..signin.api import login_of, pepper
from ..signin.passwords import hash_password
from ..signin.sessions import add_credentials
from . import schemas
from .domain import SEALED, Create, Erase, examine
from .erasure import destroy_waiting, forget, last_budget_year

blueprint = Blueprint("accounts", __name__, url_prefix="/v1/accounts", description="Akun pelamar")


@blueprint.route("", methods=["POST"])
@public
@blueprint.arguments(schemas.CreateAccount)
@blueprint.response(201, CommandAnswer)
def create(body):
    """Buat akun. Satu NIK dan satu surel hanya untuk satu akun."""
    vault = current().vault
    stream = new_id("account")
    person = uuid_of(stream)
    login = login_of(body["email"])
    hashed = hash_password(pepper(), body["password"])
    taken = {
        vault.fingerprint("nik", body["nik"]): Refused(
            "nik-terdaftar", "NIK ini sudah mempunyai akun. Masuk, atau laporkan bila bukan Anda.", "nik"
        ),
        login: Refused("surel-terdaftar", "Surel ini sudah mempunyai akun.", "email"),
    }

    def work(tx):
        for key, otherwise in taken.items():
            if tx.db.claims.find_one({"_id": key}, session=tx.session):
                raise otherwise
        # A key for the person is made only when nothing stands in the way.
        examine(body["nik"], body["birth_date"], body["consent"]["purposes"], tx.now)
        open_values = {**body, "birth_date": body["birth_date"].isoformat()}
        sealed = {name: vault.seal(person, stream, name, open_values[name]) for name in SEALED}
        consent = body["consent"]
        command = Create(
            body["nik"], body["birth_date"], body["sex"], sealed, consent["notice"], tuple(consent["purposes"])
        )
        tx.decide(stream, command)
        for key, otherwise in taken.items():
            tx.claim(key, stream, otherwise)
        add_credentials(tx.db, tx.session, login, person, hashed)

    return run_work(work)


@blueprint.route("/me", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.Account)
def me():
    """Semua data akun Anda yang kami simpan."""
    stream = f"account-{caller().id}"
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("akun-tidak-ada", "Akun ini tidak ditemukan.", status=404)
    if "erased_at" in loaded.state:
        raise Erased(caller().id)
    opened = {name: current().vault.open(stream, name, loaded.state[name]) for name in SEALED}
    return with_etag({**loaded.state, **opened, "id": caller().id}, loaded.version)


@blueprint.route("/<uuid:person>/erasure", methods=["POST"])
@allow("ketua", "ti")
@blueprint.arguments(schemas.EraseAccount)
@blueprint.response(200, CommandAnswer)
def erase(body, person):
    """Hapus data pribadi seseorang untuk selamanya: kuncinya dihancurkan. Catatan keputusan tetap dapat diperiksa."""
    stream = f"account-{person}"

    def work(tx):
        tx.decide(stream, Erase(body["basis"], body["reference"], last_budget_year(tx, str(person))))
        forget(tx, stream, str(person))

    answer = run_work(work)
    destroy_waiting(current())
    return answer
