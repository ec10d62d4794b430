"""Heads of units, and whom somebody answers to on a day."""

from asnkit.events import uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.states import every, seen, versioned
from asnkit.web import Blueprint, allow, current, run_work
from asnkit.wib import wib_date

from ..civil_servant.domain import known as known_servant
from ..civil_servant.domain import station_on
from ..streams import civil_servant_stream, headship_stream
from ..unit.domain import ended, key_of, name_on
from ..unit.domain import known as known_unit
from ..unit.names import owners
from . import schemas
from .domain import Assign, Vacate, head_on, superior_on

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
    store, day = current().store, wanted["on"].isoformat() if "on" in wanted else _today()
    servant = known_servant(store.load(civil_servant_stream(person)).state)

    def unit_of(id):
        return store.load(f"unit-{id}").state

    def heads_of(id):
        return store.load(headship_stream(id)).state

    def there_on(id):
        """The unit, or the one that it went into."""
        while id and ended(unit_of(id), day):
            id = unit_of(id)["into"]
        return id

    db, there = current().db, station_on(servant, day)["unit"]
    owner = owners(db, [there]).get(key_of(there))
    unit = there_on(uuid_of(owner)) if owner else None
    heads = [head for _, _, head in every(db, "headship", **{"terms.person": person})]
    led = [one["unit"] for one in heads if (head_on(one, day) or {}).get("person") == person]
    found = superior_on(led[0] if led else unit, person, day, heads_of, lambda id: there_on(unit_of(id)["parent"]))
    above, head = found or (None, {"person": None, "acting": False})
    return {
        "unit": unit,
        "superior": head["person"],
        "superior_unit": above,
        "superior_unit_name": name_on(unit_of(above), day) if above else None,
        "acting": head["acting"],
    }


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
