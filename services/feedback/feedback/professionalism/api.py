"""IP ASN: one's own, those of the people who answer to one, and any for whoever manages appraisals."""

from datetime import date

from asnkit import states
from asnkit.events import Refused
from asnkit.web import Blueprint, allow, caller, current
from asnkit.wib import wib_date

from ..appraisal.api import PERSONS
from ..appraisal_reading.domain import INDEX
from ..appraisal_reading.recording import record
from ..cycle.api import MANAGER
from ..evidence.domain import VALID
from ..evidence.showing import content_of, shown
from ..price.keeping import prices
from ..roster.superiors import Registers
from . import schemas
from .groups import everybody, grouped, people_of, planned
from .showing import index_of

MISSING = Refused("ip-asn-tidak-ada", "IP ASN orang ini tidak ditemukan.", status=404)

blueprint = Blueprint("professionalism", __name__, url_prefix="/v1", description="Indeks profesionalitas (IP ASN)")


@blueprint.route("/my-professionalism", methods=["GET"])
@allow(*PERSONS)
@blueprint.response(200, schemas.Index)
def show_mine():
    """IP ASN Anda sendiri, dengan setiap faktanya dan yang belum ada buktinya."""
    registers = _registers()
    if registers.station(caller().id) is None:
        raise MISSING
    return _whole(registers, caller().id)


@blueprint.route("/professionalism/<uuid:person>", methods=["GET"])
@allow(*PERSONS, MANAGER)
@blueprint.response(200, schemas.Index)
def show(person):
    """IP ASN seseorang: untuk atasannya, atasan dari atasannya, dan pengelola. Pembacaannya dicatat."""
    registers, person, who = _registers(), str(person), caller()
    standing = registers.standing(person)
    readers = {person, standing.superior, standing.second}
    if registers.station(person) is None or (who.role != MANAGER and who.id not in readers):
        raise MISSING
    record([person], INDEX)
    return _whole(registers, person)


@blueprint.route("/professionalism", methods=["GET"])
@allow(MANAGER)
@blueprint.response(200, schemas.Groups)
def list_groups():
    """IP ASN seluruh kota dan per unit; kurang dari sepuluh orang tidak dirinci."""
    registers = _registers()
    return grouped(registers, everybody(current(), registers, _today()))


@blueprint.route("/professionalism/plan", methods=["GET"])
@allow(MANAGER)
@blueprint.arguments(schemas.PlanFilter, location="query")
@blueprint.response(200, schemas.RaisingPlan)
def plan(wanted):
    """Pelatihan termurah yang menaikkan rata-rata satu unit, atau seluruh kota, sebanyak itu."""
    units = everybody(current(), _registers(), _today())
    people = people_of(units, wanted["unit"] and str(wanted["unit"]))
    return planned(people, wanted["rise"], prices(current().db))


def _whole(registers: Registers, person: str) -> dict:
    found = index_of(current(), registers, person, _today())
    handed_in = [
        shown(current(), stream, version, state) | {"title": (content_of(current(), stream, state) or {}).get("title")}
        for stream, version, state in states.every(current().db, "evidence", person=person, status={"$ne": VALID})
    ]
    return found | {"handed_in": handed_in}


def _registers() -> Registers:
    return Registers(current().views, _today().isoformat())


def _today() -> date:
    return wib_date(current().clock.now())
