"""What people can do: assessed by an officer or by the superior of that day, beside what a post asks for."""

from asnkit.events import Refused, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..civil_servant.domain import known, station_on
from ..headship.superiors import superior_of
from ..post.domain import known as known_post
from ..post.domain import standard_on
from ..rules.competences import CORE
from ..streams import assessment_stream, civil_servant_stream
from ..unit.domain import key_of as key_of_unit
from ..unit.names import names_on, owners
from . import schemas
from .domain import OFFICER, SUPERIOR, Record
from .gaps import beside
from .heat import SMALLEST, heat
from .measuring import courses_for, measured

blueprint = Blueprint("assessments", __name__, url_prefix="/v1", description="Kompetensi dan kesenjangannya")


@blueprint.route("/roster/<person>/assessments", methods=["POST"])
@allow("diklat", "pegawai", "pelamar")
@blueprint.arguments(schemas.RecordAssessment)
@blueprint.response(201, CommandAnswer)
def record(body, person):
    """Catat penilaian kompetensi satu ASN, oleh pengelola diklat atau atasannya pada hari penilaian."""
    who, day = caller(), body.pop("on")
    technical = {one["competence"]: one["level"] for one in body["technical"]}
    if len(technical) != len(body["technical"]):
        raise Refused("kompetensi-berulang", "Tulis setiap kompetensi teknis satu kali.", "technical", status=422)

    def work(tx):
        servant = tx.hold(civil_servant_stream(person)).state
        if who.role != "diklat" and superior_of(tx.db, tx, person, day.isoformat())["superior"] != who.id:
            raise Refused("bukan-atasan", "Hanya atasannya pada hari itu yang menilai.", status=403)
        by = OFFICER if who.role == "diklat" else SUPERIOR
        command = Record(person, servant, body["core"], technical, day, body["evidence"], by)
        tx.decide(assessment_stream(person), command)

    return run_work(work)


@blueprint.route("/roster/<person>/competence", methods=["GET"])
@allow("diklat", "auditor", "pegawai", "pelamar")
@blueprint.arguments(schemas.CompetenceArguments, location="query")
@blueprint.response(200, schemas.Competence)
def show(wanted, person):
    """Kompetensi satu ASN di samping standar jabatannya sekarang atau jabatan lain; bagi atasannya hari ini juga."""
    who = caller()
    if (
        who.role in ("pegawai", "pelamar")
        and superior_of(current().db, current().store, person, _today())["superior"] != who.id
    ):
        raise Refused("bukan-atasan", "Hanya atasannya yang melihat kompetensi seseorang.", status=403)
    return _shown(person, str(wanted["post"]) if "post" in wanted else None)


@blueprint.route("/my-competence", methods=["GET"])
@allow("pegawai", "pelamar")
@blueprint.arguments(schemas.CompetenceArguments, location="query")
@blueprint.response(200, schemas.Competence)
def show_mine(wanted):
    """Kompetensi Anda sendiri."""
    return _shown(caller().id, str(wanted["post"]) if "post" in wanted else None)


@blueprint.route("/competence-map", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.response(200, schemas.CompetenceMap)
def show_map():
    """Berapa orang yang dinilai belum mencapai standar jabatannya, menurut unit dan kompetensi."""
    views, today = current().views, _today()
    found = heat(measured(current().db, views, today))
    names = names_on(views, found, today)
    units = [{"unit": unit, "name": names[unit], "cells": cells} for unit, cells in found.items()]
    return {"competences": list(CORE), "smallest": SMALLEST, "units": sorted(units, key=lambda one: one["name"])}


def _shown(person: str, wanted: str | None) -> dict:
    store, today = current().store, _today()
    servant = known(store.load(civil_servant_stream(person)).state)
    post = wanted or _held(station_on(servant, today))
    state = store.load(assessment_stream(person)).state
    shown = {"person": person, "post": None, "items": [], "jpm": None, "band": None}
    shown["assessments"] = state["items"][::-1] if state else []
    found = known_post(store.load(f"post-{post}").state) if post else None
    standard = standard_on(found, today) if found else None
    if standard is None:
        return shown
    shown |= beside(standard, state, today)
    shown["post"] = {"id": post, "code": found["code"], "title": found["title"]}
    return shown | {"items": [one | {"courses": _courses(one)} for one in shown["items"]]}


def _held(station: dict) -> str | None:
    """The post of the register that somebody has by the names of an appointment; None where there is none."""
    unit = owners(current().db, [station["unit"]]).get(key_of_unit(station["unit"]))
    claim = unit and current().db.claims.find_one({"_id": f"post/{uuid_of(unit)}/{station['job_code']}"})
    return uuid_of(claim["stream"]) if claim else None


def _courses(item: dict) -> list[dict]:
    return courses_for(current().views, item["title"]) if item["missing"] else []


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
