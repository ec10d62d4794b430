"""Certificates: checked by anybody, opened by whoever has the printed code, revoked by two people."""

from asnkit import names, states
from asnkit.events import Refused, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.states import seen, versioned
from asnkit.web import PUBLIC_ACTOR, Blueprint, allow, caller, current, public, run_work

from ..roster_reading.recording import names_of
from . import codes, schemas
from .domain import ProposeRevocation, Revoke

UNKNOWN = Refused("sertifikat-tidak-ada", "Tidak ada sertifikat dengan nomor ini.", "number", status=404)

blueprint = Blueprint("certificates", __name__, url_prefix="/v1/certificates", description="Sertifikat")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.Printed, location="query")
@blueprint.response(200, schemas.Checked)
def check(wanted):
    """Periksa sertifikat dari nomornya; nama pemegang hanya dengan kode pada sertifikatnya."""
    found = states.one(current().db, "certificate", certificate_no=wanted["number"].upper())
    if found is None:
        raise UNKNOWN
    stream, state = found
    opened = codes.opens(current().vault, uuid_of(stream), wanted.get("code", ""))
    holder = _holder(state["person"]) if opened else None
    return {**state, "opened": opened, "holder": holder}


@blueprint.route("/<id>", methods=["GET"])
@allow("pelamar", "pegawai", "diklat", "ketua", "auditor")
@blueprint.response(200, schemas.Certificate)
def show(id):
    """Satu sertifikat: milik sendiri, atau bagi pengelola diklat."""
    loaded = current().store.load(f"certificate-{id}")
    state, who = loaded.state, caller()
    if state is None or (who.role in ("pelamar", "pegawai") and state["person"] != who.id):
        raise UNKNOWN
    return versioned({"id": id, **state, "code": codes.code_of(current().vault, id)}, loaded.version)


@blueprint.route("/<id>/revocation", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ProposeRevocation)
@blueprint.response(200, CommandAnswer)
def propose_revocation(body, id):
    """Usulkan pencabutan; berlaku sesudah orang kedua menandatangani."""
    return run_work(lambda tx: tx.decide(f"certificate-{id}", ProposeRevocation(body["reason"]), seen(tx)))


@blueprint.route("/<id>/revoke", methods=["POST"])
@allow("diklat", "ketua")
@blueprint.arguments(schemas.Revocation)
@blueprint.response(200, CommandAnswer)
def revoke(body, id):
    """Cabut sertifikat; JP-nya dibatalkan dengan sendirinya."""
    actor = caller().actor
    return run_work(lambda tx: tx.decide(f"certificate-{id}", Revoke(actor, body["proposed"]), seen(tx)))


def _holder(person: str) -> str | None:
    """Kept here where the person came by a list, else asked of registration; recorded where it is read."""
    kept = names_of([person], "certificate", PUBLIC_ACTOR)
    return kept[person] if person in kept else names.fetch(current().settings, person)
