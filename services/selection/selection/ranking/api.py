"""The committee's preview of rankings."""

from asnkit.events import Refused, uuid_of
from asnkit.paging import page
from asnkit.states import query
from asnkit.web import Blueprint, allow, current, with_etag

from .. import states
from . import lists, schemas

blueprint = Blueprint("rankings", __name__, url_prefix="/v1", description="Peringkat")

ORDER = [("data.job_name", 1), ("data.unit", 1)]


@blueprint.route("/rounds/<id>/rankings", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.RankingFilter, location="query")
@blueprint.response(200, schemas.Rankings)
def list_rankings(wanted, id):
    """Peringkat terakhir setiap formasi pada satu tahap, menurut jabatan; tanpa barisnya."""
    states.round_state(current().store.load(f"round-{id}"))
    found, following = page(
        current().db.state, query("ranking", {"round": id, "stage": wanted["stage"]}), ORDER, wanted
    )
    items = [_shown(document["_id"], document["version"], document["data"]) for document in found]
    return {"items": items, "next": following}


@blueprint.route("/rankings/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.RankedLine)
def show(id):
    """Kepala satu peringkat."""
    loaded = _ranking(id)
    return with_etag(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/rankings/<id>/rows", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.PartArguments, location="query")
@blueprint.response(200, schemas.RankingRows)
def show_rows(wanted, id):
    """Baris satu peringkat, dengan langkah yang memutus urutannya."""
    db, state = current().db, _ranking(id).state
    pages = lists.index(db, state["list_sha256"])["pages"]
    return {"items": lists.part(db, pages, wanted["offset"], wanted["limit"]), "total": state["rows"]}


def _ranking(id: str):
    loaded = current().store.load(f"ranking-{id}")
    if loaded.state is None:
        raise Refused("peringkat-tidak-ada", "Peringkat ini belum dihitung.", status=404)
    return loaded


def _shown(stream: str, version: int, state: dict) -> dict:
    keys = (
        "vacancy",
        "stage",
        "quota",
        "rows",
        "list_sha256",
        "counts",
        "computed_at",
        "job_name",
        "unit",
        "need_type",
    )
    return {"id": uuid_of(stream), "version": version, **{key: state[key] for key in keys}}
