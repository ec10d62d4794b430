"""Searches that are kept, and searches that follow a person: recorded first, then answered to whoever recorded them."""

from datetime import datetime

from asnkit.events import Refused, format_time, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, run

from .. import streams
from ..history import search, search_schemas
from . import schemas
from .domain import Execute, Remove, Save

blueprint = Blueprint(
    "queries", __name__, url_prefix="/v1/queries", description="Kueri tersimpan dan penelusuran orang"
)


@blueprint.route("", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.SaveQuery)
@blueprint.response(201, CommandAnswer)
def save(body):
    """Simpan kueri."""
    return run(new_id("query"), Save(body["title"], texts(body["criteria"])), create=True)


@blueprint.route("", methods=["GET"])
@allow("auditor")
@blueprint.response(200, schemas.Queries)
def saved():
    """Kueri yang disimpan."""
    total, items = streams.newest("query", 200, kind="saved", removed_at=None)
    return {"total": total, "items": items}


@blueprint.route("/<id>/removal", methods=["POST"])
@allow("auditor")
@blueprint.response(200, CommandAnswer)
def remove(id):
    """Buang kueri yang disimpan."""
    return run(f"query-{id}", Remove())


@blueprint.route("/executions", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.ExecuteQuery)
@blueprint.response(201, CommandAnswer)
def execute(body):
    """Catat penelusuran atas seseorang beserta alasannya; hasilnya diambil sesudah itu."""
    command = Execute(str(body["person"]), texts(body["criteria"]), body["reason"])
    return run(new_id("query"), command, create=True)


@blueprint.route("/executions/<id>", methods=["GET"])
@allow("auditor")
@blueprint.arguments(schemas.PageOf, location="query")
@blueprint.response(200, search_schemas.Found)
def executed(page, id):
    """Hasil penelusuran yang dicatat."""
    return search.page(_recorded(id), page)


@blueprint.route("/executions/<id>/<any(csv, xlsx):form>", methods=["GET"])
@allow("auditor")
def exported(id, form):
    """Hasil penelusuran yang dicatat, sebagai lembar kerja."""
    return search.table(_recorded(id), form)


def _recorded(id: str) -> dict:
    """The filter of a recorded search, for whoever recorded it."""
    state = streams.load("query", id, "penelusuran").state
    if state["kind"] != "executed" or state["by"] != caller().actor:
        raise Refused("penelusuran-tidak-ada", "Catat dahulu penelusuran ini beserta alasannya.", status=404)
    return search.wanted(schemas.Kept().load(state["criteria"]), state["person"])


def texts(criteria: dict) -> dict[str, str]:
    """Criteria as they stand in an event."""
    return {name: format_time(value) if isinstance(value, datetime) else str(value) for name, value in criteria.items()}
