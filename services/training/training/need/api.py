"""What units have to learn: named out of the map of competences, a person's or a unit's request or a regulation, and
decided by the training officer."""

from asnkit import states
from asnkit.events import Refused, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..assessment.heat import heat
from ..assessment.measuring import courses_for, measured
from ..headship.superiors import superior_of
from ..rules.competences import CORE, TITLES
from ..unit.names import names_on
from . import schemas
from .domain import (
    GAP,
    PERSON,
    Accept,
    Decline,
    Join,
    Merge,
    Source,
    known,
    sources_of,
    subject_of,
    weight_of,
)
from .speaking import claim_of, speak

blueprint = Blueprint("needs", __name__, url_prefix="/v1", description="Kebutuhan pelatihan")


@blueprint.route("/needs", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.arguments(schemas.NeedFilter, location="query")
@blueprint.response(200, schemas.Needs)
def list_needs(wanted):
    """Kebutuhan menurut beratnya: orang × kesenjangan."""
    query = {name: str(wanted[name]) for name in ("status", "unit") if name in wanted}
    rows = current().views["needs"]
    found, following = page(rows, query, [("weight", -1)], wanted)
    names = names_on(current().views, {row["unit"] for row in found}, _today())
    items = [{**row, "unit_name": names[row["unit"]]} for row in found]
    return {"items": items, "total": rows.count_documents(query), "next": following}


@blueprint.route("/needs", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.IdentifyNeed)
@blueprint.response(201, CommandAnswer)
def identify(body):
    """Catat kebutuhan yang diminta unit dengan surat, atau disyaratkan peraturan."""
    people = body["people"]
    source = Source(body["origin"], people, people, basis=body["basis"], reason=body["reason"])
    return run_work(lambda tx: speak(tx, str(body["unit"]), *subject_of(body["subject"]), source))


@blueprint.route("/needs/gaps", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.IdentifyGap)
@blueprint.response(201, CommandAnswer)
def identify_gap(body):
    """Catat kebutuhan dari peta kompetensi: satu unit, satu kompetensi, sekali setiap triwulan."""
    unit, competence = str(body["unit"]), body["competence"]
    cell = _cell(unit, competence)
    if cell is None or not cell["short"]:
        told = "Peta kompetensi tidak menunjukkan kesenjangan di sini."
        raise Refused("tanpa-kesenjangan", told, "competence", status=422)
    source = Source(GAP, cell["short"], cell["missing"])
    return run_work(lambda tx: speak(tx, unit, competence, TITLES[competence], source))


@blueprint.route("/needs/<uuid:id>", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.response(200, schemas.OneNeed)
def show(id):
    """Satu kebutuhan, dari mana asalnya, dan pelatihan yang menjawabnya."""
    loaded = current().store.load(f"need-{id}")
    state = known(loaded.state)
    shown = {**state, "id": str(id), "version": loaded.version, "weight": weight_of(state["sources"])}
    shown |= {"unit_name": names_on(current().views, {state["unit"]}, _today())[state["unit"]]}
    of_map = any(source["origin"] == GAP for source in state["sources"])
    shown |= {"now": _cell(state["unit"], state["competence"]) if of_map else None}
    return states.versioned(shown | {"courses": courses_for(current().views, state["subject"])}, loaded.version)


@blueprint.route("/needs/<uuid:id>/acceptance", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.AnswerNeed)
@blueprint.response(200, CommandAnswer)
def accept(body, id):
    """Terima: kebutuhan ini dapat masuk rencana tahunan."""
    return _answer(id, Accept(body["reason"]))


@blueprint.route("/needs/<uuid:id>/refusal", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.AnswerNeed)
@blueprint.response(200, CommandAnswer)
def decline(body, id):
    """Tolak, dengan alasan yang dibaca orang yang meminta."""
    return _answer(id, Decline(body["reason"]))


@blueprint.route("/needs/<uuid:id>/merging", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.MergeNeed)
@blueprint.response(200, CommandAnswer)
def merge(body, id):
    """Gabungkan dengan kebutuhan lain dari unit yang sama; asal-usulnya ikut."""
    into = str(body["into"])

    def work(tx):
        state, other = tx.load(f"need-{id}").state, tx.load(f"need-{into}").state
        tx.decide(f"need-{id}", Merge(into, other, body["reason"]), states.seen(tx))
        tx.decide(f"need-{into}", Join(sources_of(state)))
        tx.release(claim_of(state))

    return run_work(work)


@blueprint.route("/my-needs", methods=["GET"])
@allow("pelamar", "pegawai")
@blueprint.response(200, schemas.MyNeeds)
def list_mine():
    """Pelatihan yang Anda minta, terbaru lebih dahulu, dan jawabannya."""
    person = caller().id
    asked = []
    for stream, _, state in states.every(current().db, "need", **{"sources.person": person}):
        told = {"id": uuid_of(stream), **{name: state[name] for name in ("subject", "status", "answer")}}
        mine = next(one for one in state["sources"] if one["person"] == person)
        asked.append(told | {name: mine[name] for name in ("reason", "at")})
    return {"items": sorted(asked, key=lambda one: one["at"], reverse=True)}


@blueprint.route("/my-needs", methods=["POST"])
@allow("pelamar", "pegawai")
@blueprint.arguments(schemas.AskForNeed)
@blueprint.response(201, CommandAnswer)
def ask(body):
    """Minta pelatihan untuk diri sendiri."""
    person = caller().id

    def work(tx):
        unit = superior_of(tx.db, tx, person, _today())["unit"]
        if unit is None:
            told = "Unit Anda belum ada dalam daftar unit. Hubungi pengelola diklat."
            raise Refused("unit-belum-dikenal", told, status=422)
        speak(tx, unit, *subject_of(body["subject"]), Source(PERSON, 1, 1, person=person, reason=body["reason"]))

    return run_work(work)


def _cell(unit: str, competence: str | None) -> dict | None:
    """Of the map of competences, today; None where it says nothing."""
    cells = heat(measured(current().db, current().views, _today())).get(unit)
    return cells[CORE.index(competence)] if cells and competence else None


def _answer(id, command: Accept | Decline):
    def work(tx):
        tx.decide(f"need-{id}", command, states.seen(tx))
        tx.release(claim_of(tx.load(f"need-{id}").state))

    return run_work(work)


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
