"""What waits for whom of the committee, over all rounds, in one answer."""

from collections.abc import Iterator

from asnkit.parked import count
from asnkit.scope import within
from asnkit.states import page
from asnkit.web import Blueprint, allow, caller, current

from ..round.listing import standings
from ..streams import result_stream, tie_stream
from . import schemas
from .kinds import KINDS, OBJECTION, TIE, Kind, shown

MOST = 25

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")


@blueprint.route("", methods=["GET"])
@allow("panitia", "ketua")
@blueprint.response(200, schemas.Waiting)
def show():
    """Yang menunggu Anda atau orang kedua, dari semua seleksi, dan sejauh mana setiap seleksi."""
    items, totals = [], {}
    for kind in KINDS:
        query = {**kind.query, **within("data.period")}
        some = list(current().db.state.find(query).sort("_id", 1).limit(MOST))
        number = len(some) if len(some) < MOST else current().db.state.count_documents(query)
        totals[kind.name] = totals.get(kind.name, 0) + number
        items += [shown(kind, one["_id"], state, caller().actor) for one, state in _completed(kind, some)]
    newest, _ = page(current().db, "round", {"limit": MOST}, **within())
    return {"items": items, "totals": totals, "rounds": standings(newest), "parked": count(current().db)}


def _completed(kind: Kind, documents: list[dict]) -> Iterator[tuple[dict, dict]]:
    """Each with its state, and what of it another stream says: an objection's last day, the order of a tie."""
    named = {document["_id"]: _beside(kind, document["data"]) for document in documents}
    found = current().db.state.find({"_id": {"$in": [stream for stream in named.values() if stream]}})
    others = {one["_id"]: one["data"] for one in found}
    for document in documents:
        now = f"{document['_id']}@{document['version']}"
        yield document, {**document["data"], "now": now, "beside": others.get(named[document["_id"]])}


def _beside(kind: Kind, state: dict) -> str | None:
    if kind.name == TIE:
        return tie_stream(state["round"], state["vacancy"])
    return result_stream(state["round"], state["stage"]) if kind.name == OBJECTION else None
