"""What people can do: assessed by an officer or by the superior of that day, beside what a post asks for."""

from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.text import natural
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..headship.superiors import superior_of
from ..rules.competences import CORE
from ..streams import assessment_stream, civil_servant_stream
from ..unit.names import names_on
from . import schemas
from .domain import OFFICER, SUPERIOR, Record
from .heat import SMALLEST, heat
from .measuring import measured
from .profile import profile_of

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
    return profile_of(person, _wanted(wanted), _today())


@blueprint.route("/my-competence", methods=["GET"])
@allow("pegawai", "pelamar")
@blueprint.arguments(schemas.CompetenceArguments, location="query")
@blueprint.response(200, schemas.Competence)
def show_mine(wanted):
    """Kompetensi Anda sendiri."""
    return profile_of(caller().id, _wanted(wanted), _today())


@blueprint.route("/competence-map", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.response(200, schemas.CompetenceMap)
def show_map():
    """Berapa orang yang dinilai belum mencapai standar jabatannya, menurut unit dan kompetensi."""
    views, today = current().views, _today()
    found = heat(measured(current().db, views, today))
    names = names_on(views, found, today)
    units = [{"unit": unit, "name": names[unit], "cells": cells} for unit, cells in found.items()]
    return {
        "competences": list(CORE),
        "smallest": SMALLEST,
        "units": sorted(units, key=lambda one: natural(one["name"])),
    }


def _wanted(arguments: dict) -> str | None:
    return str(arguments["post"]) if "post" in arguments else None


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
