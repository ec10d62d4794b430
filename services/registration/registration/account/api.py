"""Opening an applicant's account, proving its address, and its owner's view of it.

Who asks for an account learns nothing about anybody: a NIK or an address that somebody has gives the same answer as
one that nobody has, after the same work. Only letters tell, to the address itself.
"""

from datetime import UTC, datetime, timedelta

from asnkit.erasing import destroy_waiting
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.sealing import Erased
from asnkit.signing import reference, same_person
from asnkit.web import Blueprint, allow, caller, current, public, run_work, source, with_etag

from ..signin import limits
from ..signin.api import entered, login_of
from ..signin.passwords import hash_password, pepper_of
from . import proof, schemas
from .domain import (
    SEALED,
    AskErasure,
    ConfirmErasure,
    Create,
    RequestErasure,
    StopErasure,
    ask_back,
    examine,
    examine_password,
    is_unproved,
)
from .erasure import LETTER, LETTER_LASTS, WAITING, forget, last_budget_year, tell_others

blueprint = Blueprint("accounts", __name__, url_prefix="/v1/accounts", description="Akun pelamar")

ERASING = ("ketua", "ti")


@blueprint.route("", methods=["POST"])
@public
@blueprint.arguments(schemas.CreateAccount)
@blueprint.response(201, CommandAnswer)
def create(body):
    """Buat akun. Kode dikirim ke surelnya; akun dapat dipakai sesudah kode itu kembali (`/proof`)."""
    vault, settings = current().vault, current().settings
    stream = new_id("account")
    person, consent = uuid_of(stream), body["consent"]
    examine(body["nik"], body["birth_date"], consent["purposes"], current().clock.now())
    examine_password(body["password"], body)
    if body["ask"]:
        ask_back(body["nik"], body["birth_date"], body["sex"])
    counted = limits.count(current().db, pepper_of(settings), limits.ACCOUNTS, source())
    hashed = hash_password(pepper_of(settings), person, body["password"])

    def work(tx):
        open_values = {**body, "birth_date": body["birth_date"].isoformat()}
        sealed = {name: vault.seal(person, stream, name, open_values[name]) for name in SEALED}
        command = Create(
            body["nik"], body["birth_date"], body["sex"], sealed, consent["notice"], tuple(consent["purposes"])
        )
        tx.decide(stream, command)
        proof.begin(tx, stream, login_of(body["email"]), hashed, counted)

    return run_work(work)


@blueprint.route("/<uuid:person>/code", methods=["POST"])
@public
@blueprint.arguments(schemas.Nothing)
@blueprint.response(200, CommandAnswer)
def send_code(_, person):
    """Kirim kode baru ke surel akun yang belum terbukti; kode lama tidak berlaku lagi. Jawabannya selalu sama."""
    limits.count(current().db, pepper_of(current().settings), limits.CODES, source())
    return run_work(lambda tx: proof.send_code(tx, f"account-{person}"))


@blueprint.route("/<uuid:person>/proof", methods=["POST"])
@public
@blueprint.arguments(schemas.Code)
@blueprint.response(200, schemas.Proved)
def prove(body, person):
    """Buktikan surel dengan kode yang dikirim ke sana; sesudah itu Anda sudah masuk."""
    db, pepper = current().db, pepper_of(current().settings)
    counted = limits.count(db, pepper, limits.CODES, source())
    login = proof.check(db, pepper, str(person), body["code"])
    limits.give_back(db, counted)
    answer, headers = run_work(lambda tx: proof.prove(tx, f"account-{person}"))
    proof.settle(db, str(person))
    return entered(str(person), login) | {"answer": answer}, headers


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
    erasure = loaded.state["erasure"]
    body = {**loaded.state, **opened, "id": caller().id, "erasure_due": erasure["due"] if erasure else None}
    body["erasure_asked_at"] = loaded.state["asked_at"]
    return with_etag(body, loaded.version)


@blueprint.route("/me/erasure", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.Nothing)
@blueprint.response(200, CommandAnswer)
def ask_mine(_):
    """Minta penghapusan data Anda; ditolak dengan tanggalnya selama berkas seleksi wajib disimpan."""
    id = caller().id
    return run_work(lambda tx: tx.decide(f"account-{id}", AskErasure(last_budget_year(tx, id))))


@blueprint.route("/me/erasure/stop", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.Nothing)
@blueprint.response(200, CommandAnswer)
def stop_mine(_):
    """Hentikan penghapusan data Anda yang diminta."""
    return run_work(lambda tx: tx.decide(f"account-{caller().id}", StopErasure()))


@blueprint.route("/erasures", methods=["GET"])
@allow(*ERASING)
@blueprint.response(200, schemas.Erasures)
def list_erasures():
    """Penghapusan yang diminta pemiliknya atau menunggu orang kedua, yang tertua lebih dahulu; tanpa data diri."""
    found = current().db.state.find({"aggregate": "account", **WAITING}).sort("_id", 1).limit(schemas.SHOWN)
    return {"items": [_erasure(uuid_of(one["_id"]), one["data"]) for one in found]}


@blueprint.route("/<uuid:person>/erasure", methods=["POST"])
@allow(*ERASING)
@blueprint.arguments(schemas.RequestErasure)
@blueprint.response(200, CommandAnswer)
def request_erasure(body, person):
    """Minta penghapusan data seseorang. Pemiliknya diberi tahu dengan surat; orang lain memastikannya kemudian."""
    stream, wait = f"account-{person}", timedelta(days=current().settings.erasure_days)

    def work(tx):
        command = RequestErasure(body["basis"], body["reference"], last_budget_year(tx, str(person)), wait)
        tx.decide(stream, command)
        if not is_unproved(tx.load(stream).state):
            tx.letter(LETTER, {"person": str(person)}, datetime.now(UTC) + max(wait, LETTER_LASTS))

    return run_work(work)


@blueprint.route("/<uuid:person>/erasure", methods=["GET"])
@allow(*ERASING)
@blueprint.response(200, schemas.Erasure)
def show_erasure(person):
    """Penghapusan yang diminta dan menunggu orang kedua."""
    loaded = current().store.load(f"account-{person}")
    if (loaded.state or {}).get("erasure") is None:
        raise Refused("penghapusan-belum-diminta", "Tidak ada penghapusan yang diminta untuk akun ini.", status=404)
    return with_etag({**_erasure(str(person), loaded.state), "version": loaded.version}, loaded.version)


@blueprint.route("/<uuid:person>/erasure/stop", methods=["POST"])
@allow(*ERASING)
@blueprint.arguments(schemas.Nothing)
@blueprint.response(200, CommandAnswer)
def stop(_, person):
    """Hentikan penghapusan yang diminta."""
    return run_work(lambda tx: tx.decide(f"account-{person}", StopErasure()))


@blueprint.route("/<uuid:person>/erasure/confirmation", methods=["POST"])
@allow(*ERASING)
@blueprint.arguments(schemas.ConfirmErasure)
@blueprint.response(200, CommandAnswer)
def erase(body, person):
    """Pastikan penghapusan sebagai orang kedua, sesudah masa tunggu: kuncinya dihancurkan untuk selamanya."""
    stream = f"account-{person}"

    def work(tx):
        tx.load_signed(stream)
        tx.decide(stream, ConfirmErasure(tx.actor, body["requested"], last_budget_year(tx, str(person))))
        forget(tx, stream, str(person))
        tell_others(tx, str(person))

    answer = run_work(work)
    destroy_waiting(current())
    return answer


def _erasure(person: str, account: dict) -> dict:
    """schemas.AskedErasure, without a version."""
    erasure = account["erasure"]
    told = dict.fromkeys(("basis", "reference", "at", "due", "requested")) | {"yours": False}
    if erasure:
        told = {name: erasure[name] for name in ("basis", "reference", "at", "due")}
        told["yours"] = same_person(erasure["signed"]["actor"], caller().actor)
        told["requested"] = reference(erasure["signed"])
    return {"person": person, "asked_at": account["asked_at"], **told}
