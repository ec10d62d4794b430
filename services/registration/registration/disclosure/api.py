"""Sealed data for other services and the staff, each reading recorded before anything is opened.

Persons that are unknown here, or whose key is destroyed, are left out of the answer.
"""

from asnkit import states
from asnkit.events import uuid_of
from asnkit.sealing import Erased
from asnkit.web import Blueprint, allow, current

from .. import readings
from . import schemas

blueprint = Blueprint("disclosures", __name__, url_prefix="/v1", description="Data pelamar bagi layanan lain")


@blueprint.route("/tiebreaks", methods=["POST"])
@allow("service", scope="registration:tiebreaks")
@blueprint.arguments(schemas.Persons)
@blueprint.response(200, schemas.TieBreaks)
def tie_breaks(body):
    """Nilai akademik dan tanggal lahir untuk memutus nilai yang sama."""
    persons = _record(body, ["gpa", "birth_date"], "tie_break")
    return {"items": list(_opened(persons, lambda person: {"gpa": _gpa(person), **_account(person, "birth_date")}))}


@blueprint.route("/names", methods=["POST"])
@allow("service", "verifikator", "panitia", "ketua", "diklat", scope="registration:names")
@blueprint.arguments(schemas.Persons)
@blueprint.response(200, schemas.Names)
def names(body):
    """Nama lengkap untuk daftar atau dokumen."""
    persons = _record(body, ["name"], "roster")
    return {"items": list(_opened(persons, lambda person: _account(person, "name")))}


@blueprint.route("/contacts", methods=["POST"])
@allow("service", scope="registration:contacts")
@blueprint.arguments(schemas.Persons)
@blueprint.response(200, schemas.Contacts)
def contacts(body):
    """Alamat surel untuk mengirim pemberitahuan."""
    persons = _record(body, ["contact"], "message")
    return {"items": list(_opened(persons, lambda person: _account(person, "email")))}


def _record(body: dict, fields: list[str], purpose: str) -> list[str]:
    asked = list(dict.fromkeys(str(person) for person in body["persons"]))
    streams_known = current().db.state.find({"_id": {"$in": [f"account-{person}" for person in asked]}}, {"_id": 1})
    known = {uuid_of(document["_id"]) for document in streams_known}
    persons = [person for person in asked if person in known]
    if persons:
        readings.record(persons, fields, purpose)
    return persons


def _opened(persons: list[str], open_one):
    for person in persons:
        try:
            yield {"person": person, **open_one(person)}
        except Erased:
            continue


def _account(person: str, field: str) -> dict:
    stream = f"account-{person}"
    return {field: current().vault.open(stream, field, current().store.load(stream).state[field])}


def _gpa(person: str) -> str | None:
    """From the person's last application that was submitted."""
    submitted = [
        (stream, state)
        for stream, _, state in states.every(current().db, "application", person=person)
        if "participant_no" in state
    ]
    if not submitted:
        return None
    stream, state = submitted[-1]
    sealed = state["sections"]["education"]["gpa"]
    return current().vault.open(stream, "gpa", sealed) if sealed else None
