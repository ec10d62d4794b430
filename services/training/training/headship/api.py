"""Heads of units, and whom somebody answers to on a day."""

from asnkit.schemas import CommandAnswer
from asnkit.states import seen, versioned
from asnkit.web import Blueprint, allow, current, run_work
from asnkit.wib import wib_date

from ..streams import civil_servant_stream, headship_stream
from ..unit.domain import known as known_unit
from . import schemas
from .domain import Assign, Vacate, head_on
from .superiors import superior_of

blueprint = Blueprint("headships", __name__, url_prefix="/v1", description="Kepala unit")


@blueprint.route("/units/<id>/heads", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.response(200, schemas.Heads)
def list_heads(id):
    """Kepala satu unit dari waktu ke waktu."""
    store = current().store
    known_unit(store.load(f"unit-{id}").state)
    loaded = store.load(headship_stream(id))
    terms = loaded.state["terms"] if loaded.state else []
    body = {"version": loaded.version, "now": head_on(loaded.state, _today()), "items": terms[::-1]}
    return versioned(body, loaded.version)


@blueprint.route("/units/<id>/heads", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.AssignHead)
@blueprint.response(201, CommandAnswer)
def assign(body, id):
    """Catat kepala unit, mulai suatu hari."""
    person = str(body.pop("person"))

    def work(tx):
        unit, servant = tx.load_signed(f"unit-{id}"), tx.load_signed(civil_servant_stream(person))
        # Held: an end of the unit or of the service at the same moment and this appointment exclude each other.
        tx.hold(unit.stream)
        tx.hold(servant.stream)
        tx.decide(headship_stream(id), Assign(id, unit.state, person, servant.state, **body), tx.if_match)

    return run_work(work)


@blueprint.route("/units/<id>/heads/vacancy", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.VacateHead)
@blueprint.response(200, CommandAnswer)
def vacate(body, id):
    """Catat bahwa unit tidak berkepala, mulai suatu hari."""
    return run_work(lambda tx: tx.decide(headship_stream(id), Vacate(**body), seen(tx)))


@blueprint.route("/roster/<person>/superior", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.arguments(schemas.SuperiorArguments, location="query")
@blueprint.response(200, schemas.Superior)
def superior(wanted, person):
    """Atasan seorang ASN pada suatu hari: kepala unitnya; bagi kepala unit, kepala unit di atas unitnya."""
    day = wanted["on"].isoformat() if "on" in wanted else _today()
    return superior_of(current().db, current().store, person, day)


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
