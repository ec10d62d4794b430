"""Sealed data for other services and the staff, each reading recorded before anything is opened.

Persons that are unknown here are left out of the answer; somebody who was erased is in it, with null and the reason.
"""

from collections.abc import Callable

from asnkit import states
from asnkit.events import uuid_of
from asnkit.scope import within
from asnkit.web import Blueprint, allow, caller, current

from .. import readings
from . import schemas
from .domain import ERASED, LIMIT_PERSONS, check_tied
from .own import readings_of

blueprint = Blueprint("disclosures", __name__, url_prefix="/v1", description="Data pelamar bagi layanan lain")


@blueprint.route("/tiebreaks", methods=["POST"])
@allow("service", scope="registration:tiebreaks")
@blueprint.arguments(schemas.Persons)
@blueprint.response(200, schemas.TieBreaks)
def tie_breaks(body):
    """Nilai akademik dan tanggal lahir untuk memutus nilai yang sama, hanya dari peserta yang seri."""
    _check_tied([str(person) for person in body["persons"]])
    accounts = _recorded(body, ["gpa", "birth_date"], "tie_break")
    sealed = _grades(list(accounts))
    items = []
    for person, account in accounts.items():
        born = _open(f"account-{person}", "birth_date", account)
        gpa = _open(sealed[person][0], "gpa", sealed[person][1]) if person in sealed else None
        items.append({"person": person, "birth_date": born, "gpa": gpa, "reason": _reason(born)})
    return {"items": items}


@blueprint.route("/names", methods=["POST"])
@allow("service", "panitia", "ketua", "diklat", scope="registration:names")
@blueprint.arguments(schemas.Persons)
@blueprint.response(200, schemas.Names)
def names(body):
    """Nama lengkap untuk daftar atau dokumen; panitia dari pelamar terkirim, diklat dari yang diangkat."""
    items = []
    for person, account in _recorded(body, ["name"], "roster", _needed).items():
        name = _open(f"account-{person}", "name", account)
        items.append({"person": person, "name": name, "reason": _reason(name)})
    return {"items": items}


@blueprint.route("/disclosures/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.Readings)
def list_mine():
    """Siapa membuka data dan berkas Anda, menurut peran, dengan alasannya; terbaru lebih dahulu."""
    return {"items": readings_of(caller().id)}


@blueprint.route("/openings", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.OpeningFilter, location="query")
@blueprint.response(200, schemas.Openings)
def openings(wanted):
    """Lamaran yang dibuka panitia tanpa perkara: siapa, kapan, alasannya; terbaru lebih dahulu."""
    reasoned = {"why": {"$gt": ""}} | _of_own_period()
    found, following = states.page(current().db, "disclosure", wanted, **reasoned)
    opened = {"_id": {"$in": [f"application-{data['application']}" for _, _, data in found]}}
    applications = {uuid_of(one["_id"]): one["data"] for one in _all(current().db.state, opened)}
    items = [
        {
            **{name: data[name] for name in ("at", "why", "application")},
            **{name: applications[data["application"]][name] for name in ("period", "participant_no")},
            "id": uuid_of(stream),
            "by": data["reader"],
        }
        for stream, _, data in found
    ]
    return {"items": items, "total": states.count(current().db, "disclosure", **reasoned), "next": following}


def _of_own_period() -> dict:
    """Those of the caller's period; there are few, each with a reason that somebody wrote."""
    own = within("data.period")
    if not own:
        return {}
    every = current().db.state.distinct("data.application", states.query("disclosure", {"why": {"$gt": ""}}))
    mine = current().db.state.find({"_id": {"$in": [f"application-{id}" for id in every]}, **own}, {"_id": 1})
    return {"application": {"$in": [uuid_of(one["_id"]) for one in mine]}}


def _check_tied(persons: list[str]) -> None:
    views = current().views
    sittings = list(views["sittings"].find({"person": {"$in": persons}}))
    lines = sorted({row["vacancy"] for row in sittings})
    weights = {row["_id"]: row["plans"][row["_id"]] for row in views["weights"].find({"_id": {"$in": lines}})}
    check_tied(persons, sittings, weights)


def _recorded(
    body: dict, fields: list[str], purpose: str, needed: Callable[[list[str]], set[str]] = set
) -> dict[str, dict]:
    """The accounts of those persons who are known and `needed`, in the order asked; the reading is recorded."""
    asked = list(dict.fromkeys(str(person) for person in body["persons"]))
    found = _all(current().db.state, {"_id": {"$in": [f"account-{person}" for person in asked]}})
    known = {uuid_of(document["_id"]): document["data"] for document in found}
    allowed = needed(list(known))
    persons = [person for person in asked if person in allowed]
    if persons:
        readings.record(persons, fields, purpose)
        current().vault.remember(persons)
    return {person: known[person] for person in persons}


def _needed(persons: list[str]) -> set[str]:
    """Those of them whose names the caller's office needs: no drafts, and of the roster whoever was appointed."""
    if caller().role == "service":
        return set(persons)
    if caller().role == "diklat":
        return {row["_id"] for row in _all(current().views["appointed"], {"_id": {"$in": persons}}, {"_id": 1})}
    query = {"aggregate": "application", "data.person": {"$in": persons}, "data.participant_no": {"$gt": ""}}
    query |= within("data.period")
    return {one["data"]["person"] for one in _all(current().db.state, query, {"_id": 0, "data.person": 1})}


def _all(collection, query: dict, wanted: dict | None = None):
    """What is found of as many people as may be asked for, in one call."""
    return collection.find(query, wanted).batch_size(LIMIT_PERSONS)


def _grades(persons: list[str]) -> dict[str, tuple[str, dict]]:
    """person → (stream, education section) of the last application that the person submitted."""
    query = {"aggregate": "application", "data.person": {"$in": persons}, "data.participant_no": {"$exists": True}}
    wanted = {"data.person": 1, "data.sections.education": 1}
    found = current().db.state.find(query, wanted).sort("_id", 1)
    return {one["data"]["person"]: (one["_id"], one["data"]["sections"]["education"]) for one in found}


def _open(stream: str, field: str, sealed: dict) -> str | None:
    """None for what is not there, or not any more."""
    return current().vault.readable(stream, field, sealed.get(field))


def _reason(opened: str | None) -> str | None:
    return ERASED if opened is None else None
