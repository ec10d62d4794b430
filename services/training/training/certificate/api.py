"""Certificates: checked by anybody, opened by whoever has the printed code, revoked or replaced by two people."""

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference
from asnkit.states import seen, versioned
from asnkit.web import PUBLIC_ACTOR, Blueprint, allow, caller, current, public, run, run_work
from asnkit.wib import wib_date

from ..roster_reading.domain import Record
from ..roster_reading.recording import name_of, names_of
from ..rules.validity import over
from . import codes, schemas
from .domain import (
    NOTHING,
    PROPOSED,
    REISSUING,
    REVOKED,
    VALID,
    ProposeReissue,
    ProposeRevocation,
    Reissue,
    Reject,
    Revoke,
    edition_of,
)

UNKNOWN = Refused("sertifikat-tidak-ada", "Tidak ada sertifikat dengan nomor ini.", "number", status=404)
OFFICE = ("diklat", "ketua", "auditor")
SERVING = "pegawai"
HOLDERS = ("pelamar", SERVING)

blueprint = Blueprint("certificates", __name__, url_prefix="/v1/certificates", description="Sertifikat")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.Printed, location="query")
@blueprint.response(200, schemas.Checked)
def check(wanted):
    """Periksa sertifikat dari nomornya; nama pemegang hanya dengan kode pada sertifikatnya."""
    number = wanted["number"].upper()
    found = states.one(current().db, "certificate", **_numbered(number))
    if found is None:
        raise UNKNOWN
    stream, state = found[0], edition_of(found[1], number)
    opened = codes.opens(current().vault, uuid_of(stream), wanted.get("code", ""))
    holder = name_of(state["person"], "certificate", PUBLIC_ACTOR) if opened else None
    receipt = state["receipt"] if opened else None
    shown = _dated(state)
    return {**shown, "status": _status(shown), "opened": opened, "holder": holder, "receipt": receipt}


@blueprint.route("/issued", methods=["GET"])
@allow(*OFFICE)
@blueprint.arguments(schemas.CertificateFilter, location="query")
@blueprint.response(200, schemas.Certificates)
def list_certificates(wanted):
    """Sertifikat dengan satu nomor, atau dalam satu keadaan, yang terbaru lebih dahulu."""
    number = wanted.get("number")
    of = _numbered(number.upper()) if number else {"status": wanted["status"]}
    found, following = states.page(current().db, "certificate", wanted, by="data.issued_at", **of)
    items = [{"id": uuid_of(stream), **_dated(state)} for stream, _version, state in found]
    return {"items": items, "total": states.count(current().db, "certificate", **of), "next": following}


@blueprint.route("/papers", methods=["GET"])
@allow("diklat")
@blueprint.arguments(schemas.OfSession, location="query")
@blueprint.response(200, schemas.PrintedCertificates)
def papers(wanted):
    """Isi sertifikat satu sesi yang tidak dicabut, untuk dicetak; tanpa nama."""
    of = {"session": str(wanted["session"]), "status": {"$ne": REVOKED}}
    found, following = states.page(current().db, "certificate", wanted, **of)
    ids = [(uuid_of(stream), _dated(state)) for stream, _version, state in found]
    items = [{"id": id, **state, "code": codes.code_of(current().vault, id)} for id, state in ids]
    return {"items": items, "next": following}


@blueprint.route("/takings", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.Taken)
@blueprint.response(201, CommandAnswer)
def take(body):
    """Catat bahwa sertifikat orang-orang ini diambil sebagai satu berkas."""
    return run(new_id("roster_reading"), Record(tuple(map(str, body["persons"])), "certificate"), create=True)


@blueprint.route("/<id>", methods=["GET"])
@allow(*HOLDERS, *OFFICE)
@blueprint.response(200, schemas.Certificate)
def show(id):
    """Satu sertifikat: milik sendiri, atau bagi pengelola diklat."""
    loaded = current().store.load(f"certificate-{id}")
    state, who = loaded.state, caller()
    if state is None or (who.role in HOLDERS and state["person"] != who.id):
        raise UNKNOWN
    if who.role in HOLDERS and state["status"] in (PROPOSED, REISSUING):
        state = {**state, **NOTHING, "status": VALID}
    proposed = state["proposed"]
    body = {"id": id, **_dated(state), "code": codes.code_of(current().vault, id), "version": loaded.version}
    body |= {"proposed": proposed and reference(proposed), "proposer": proposed and proposed["actor"]}
    if who.role == SERVING:
        body["holder"] = names_of([state["person"]], "certificate", who.actor).get(state["person"])
    return versioned(body, loaded.version)


@blueprint.route("/<id>/revocation", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ProposeRevocation)
@blueprint.response(200, CommandAnswer)
def propose_revocation(body, id):
    """Usulkan pencabutan; berlaku sesudah orang kedua menandatangani."""
    return run_work(lambda tx: tx.decide(f"certificate-{id}", ProposeRevocation(body["reason"]), seen(tx)))


@blueprint.route("/<id>/revoke", methods=["POST"])
@allow("diklat", "ketua")
@blueprint.arguments(schemas.Signed)
@blueprint.response(200, CommandAnswer)
def revoke(body, id):
    """Cabut sertifikat; JP-nya dibatalkan dengan sendirinya."""
    actor = caller().actor
    return run_work(lambda tx: tx.decide(f"certificate-{id}", Revoke(actor, body["proposed"]), seen(tx)))


@blueprint.route("/<id>/reissue-proposal", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ProposeReissue)
@blueprint.response(200, CommandAnswer)
def propose_reissue(body, id):
    """Usulkan penggantian: nama yang diperbaiki di daftar ASN terbaca saat dicetak, judulnya ditulis di sini."""
    command = ProposeReissue(body["title"], body["reason"])
    return run_work(lambda tx: tx.decide(f"certificate-{id}", command, seen(tx)))


@blueprint.route("/<id>/reissue", methods=["POST"])
@allow("diklat", "ketua")
@blueprint.arguments(schemas.Signed)
@blueprint.response(200, CommandAnswer)
def reissue(body, id):
    """Ganti sertifikat: terbit dengan nomor berikutnya; JP-nya tetap satu kali."""
    actor = caller().actor
    return run_work(lambda tx: tx.decide(f"certificate-{id}", Reissue(actor, body["proposed"]), seen(tx)))


@blueprint.route("/<id>/rejection", methods=["POST"])
@allow("diklat", "ketua")
@blueprint.arguments(schemas.Reject)
@blueprint.response(200, CommandAnswer)
def reject(body, id):
    """Tolak usulan pencabutan atau penggantian; juga oleh pengusulnya."""
    return run_work(lambda tx: tx.decide(f"certificate-{id}", Reject(body["reason"]), seen(tx)))


def _dated(state: dict) -> dict:
    return {**state, "expired": over(state["valid_until"], wib_date(current().clock.now()))}


def _status(state: dict) -> str:
    """What everybody is told of one number."""
    if state["status"] == REVOKED:
        return REVOKED
    if state["replaced_by"]:
        return schemas.REPLACED
    return schemas.EXPIRED if state["expired"] else VALID


def _numbered(number: str) -> dict:
    """How a state is found that has this number, or had it before it was replaced."""
    if states.count(current().db, "certificate", certificate_no=number):
        return {"certificate_no": number}
    return {"former.certificate_no": number}
