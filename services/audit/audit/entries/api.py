"""The history, as an auditor searches it."""

import orjson
from asnkit.events import Refused, format_time
from asnkit.web import Blueprint, allow, current

from ..history.past import of_stream
from .schemas import Entries, Entry, Search

blueprint = Blueprint("entries", __name__, url_prefix="/v1", description="Riwayat semua peristiwa")

FIELDS = (
    "id", "name", "source", "subject", "streamversion", "time", "validtime", "actor", "correlationid", "causationid"
)  # fmt: skip


@blueprint.route("/entries")
@allow("auditor")
@blueprint.arguments(Search, location="query")
@blueprint.response(200, Entries)
def search(query):
    """Peristiwa menurut nomor log, yang terbaru lebih dahulu. Menurut pelaku: /v1/search."""
    wanted = of_stream(query["subject"]) if "subject" in query else {}
    if "name" in query:
        wanted["name"] = query["name"]
    if "correlation" in query:
        wanted["correlationid"] = query["correlation"]
    period = {word: format_time(query[name]) for word, name in (("$gte", "since"), ("$lt", "until")) if name in query}
    if period:
        wanted["time"] = period
    entries = current().db.entries
    total = entries.count_documents(wanted) if wanted else _size()
    if "before" in query:
        wanted["_id"] = {"$lt": query["before"]}
    found = entries.find(wanted, {"bytes": 0, "note": 0, "path": 0}).sort("_id", -1).limit(query["limit"])
    return {"total": total, "items": [_row(entry) for entry in found]}


@blueprint.route("/objects/<stream>/history")
@allow("auditor")
@blueprint.response(200, Entries)
def history(stream):
    """Semua peristiwa satu objek, dari yang pertama, dengan isinya."""
    found = list(current().db.entries.find(of_stream(stream)).sort("streamversion"))
    if not found:
        raise Refused("objek-tidak-ada", "Objek ini belum pernah tercatat.", field="stream", status=404)
    return {"total": len(found), "items": [_whole(entry) for entry in found]}


@blueprint.route("/entries/<int:index>")
@allow("auditor")
@blueprint.response(200, Entry)
def show(index):
    """Satu peristiwa dengan isinya."""
    entry = current().db.entries.find_one({"_id": index})
    if entry is None:
        raise Refused("entri-tidak-ada", "Nomor entri ini belum ada.", field="index", status=404)
    return _whole(entry)


def _size() -> int:
    """How many entries the log has: their numbers have no holes."""
    last = current().db.entries.find_one({}, {"_id": 1}, sort=[("_id", -1)])
    return last["_id"] + 1 if last else 0


def _row(entry: dict) -> dict:
    return {"index": entry["_id"], "sha256": entry["leaf"].hex(), **{name: entry[name] for name in FIELDS}}


def _whole(entry: dict) -> dict:
    return _row(entry) | {"data": orjson.loads(entry["bytes"])["data"]}
