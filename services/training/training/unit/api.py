"""The register of units: for everybody to read, for the training officer to keep."""

import re

from asnkit.events import new_id
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.states import count, seen, versioned
from asnkit.web import Blueprint, allow, current, public, run_work
from asnkit.wib import wib_date

from . import schemas
from .domain import Alias, Change, End, Register, called, key_of, known, name_on
from .names import take

blueprint = Blueprint("units", __name__, url_prefix="/v1/units", description="Daftar unit")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.UnitFilter, location="query")
@blueprint.response(200, schemas.Units)
def list_units(wanted):
    """Unit menurut nama; yang sudah berakhir hanya dengan `status=EVERY`."""
    query = {} if wanted["status"] == schemas.EVERY else {"$or": [{"ends": None}, {"ends": {"$gt": _today()}}]}
    if "q" in wanted:
        query["name"] = {"$regex": re.escape(wanted["q"]), "$options": "i"}
    rows = current().views["units"]
    found, following = page(rows, query, [("place", 1)], wanted)
    wanted_names = [id for row in found for id in (row["parent"], row["into"]) if id]
    others = {row["id"]: row for row in rows.find({"_id": {"$in": [f"unit-{id}" for id in wanted_names]}})}
    items = [_shown(row, others) for row in found]
    return {"items": items, "total": rows.count_documents(query), "next": following}


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.RegisterUnit)
@blueprint.response(201, CommandAnswer)
def register(body):
    """Daftarkan satu unit."""
    stream, parent = new_id("unit"), _id(body.pop("parent"))

    def work(tx):
        tx.decide(stream, Register(**body, parent_id=parent, parent=_held(tx, parent)))
        take(tx, stream, body["name"])

    return run_work(work)


@blueprint.route("/unknown-names", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.arguments(schemas.PageArguments, location="query")
@blueprint.response(200, schemas.UnknownNames)
def list_unknown(wanted):
    """Nama unit dalam pengangkatan yang belum dikenal daftar ini."""
    query, rows = {"unit": None}, current().views["unit_names"]
    found, following = page(rows, query, [("_id", 1)], wanted)
    return {"items": found, "total": rows.count_documents(query), "next": following}


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.OneUnit)
def show(id):
    """Satu unit."""
    store = current().store
    loaded = store.load(f"unit-{id}")
    state = known(loaded.state)
    others = {other: store.load(f"unit-{other}").state for other in (state["parent"], state["into"]) if other}
    under = count(current().db, "unit", parent=id, ends=None)
    return versioned({**_shown(state, others), "version": loaded.version, "under": under}, loaded.version)


@blueprint.route("/<id>/change", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ChangeUnit)
@blueprint.response(200, CommandAnswer)
def change(body, id):
    """Ganti nama atau induk satu unit, mulai suatu hari."""
    stream, parent = f"unit-{id}", _id(body.pop("parent"))

    def work(tx):
        before = known(tx.load(stream).state)
        above, held = _above(tx, parent)
        tx.decide(stream, Change(**body, parent_id=parent, parent=held, above=above), seen(tx))
        if key_of(body["name"]) not in map(key_of, called(before)):
            take(tx, stream, body["name"])

    return run_work(work)


@blueprint.route("/<id>/aliases", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.AddAlias)
@blueprint.response(200, CommandAnswer)
def add_alias(body, id):
    """Catat nama lain satu unit; yang datang dengan nama itu lalu termasuk unit ini."""
    stream = f"unit-{id}"

    def work(tx):
        if tx.decide(stream, Alias(body["name"])):
            take(tx, stream, body["name"])

    return run_work(work)


@blueprint.route("/<id>/end", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.EndUnit)
@blueprint.response(200, CommandAnswer)
def end(body, id):
    """Tutup satu unit, atau gabungkan ke unit lain, mulai suatu hari."""
    stream, into = f"unit-{id}", _id(body.pop("into"))

    def work(tx):
        other = tx.load(stream).state if into == id else _held(tx, into)
        under = count(tx.db, "unit", tx.session, parent=id, ends=None)
        tx.decide(stream, End(into, other, under, **body), seen(tx))

    return run_work(work)


def _held(tx, id: str | None) -> dict | None:
    """The state of a unit that has to stay as it is."""
    return tx.hold(f"unit-{id}").state if id else None


def _above(tx, parent: str | None) -> tuple[list[str], dict | None]:
    """Ids of the units above a parent, and its state; all of them are held, so that no two moves make a circle."""
    held = state = _held(tx, parent)
    above: list[str] = []
    while state is not None and state["parent"]:
        above.append(state["parent"])
        state = _held(tx, state["parent"])
    return above, held


def _id(given) -> str | None:
    return str(given) if given else None


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()


def _shown(state: dict, others: dict[str, dict]) -> dict:
    today = _today()
    names = {
        f"{field}_name": name_on(others[state[field]], today) if state[field] in others else None
        for field in ("parent", "into")
    }
    return {**state, **names, "name": name_on(state, today)}
