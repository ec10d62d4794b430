"""The search: every event by what it is about, as pages, as a table to take along, as a graph of causes.

It reads the view of traces, which holds pseudonyms only. What follows a person is searched through
a recorded query (query/api.py), never here.
"""

import re
from collections.abc import Iterator
from itertools import islice

from asnkit.events import Refused, format_time
from asnkit.sheet import sending
from asnkit.sheet.writing import Cell
from asnkit.web import Blueprint, allow, current
from flask import Response

from . import search_schemas as schemas
from .views import PERSONAL_ROLES, UUID, object_of

blueprint = Blueprint("search", __name__, url_prefix="/v1/search", description="Penelusuran peristiwa")

COLUMNS = {
    "index": "Nomor",
    "time": "Dicatat",
    "validtime": "Berlaku",
    "service": "Layanan",
    "name": "Peristiwa",
    "stream": "Objek",
    "version": "Versi",
    "actor": "Pelaku",
    "correlation": "Jejak",
    "cause": "Sebab",
    "id": "Nomor peristiwa",
}
COUNTED = {"name": "_id", "service": "service"}
"""What the rows that count tell apart, by the names that a search has for it."""
MOST_ROWS = 50_000
MOST_NODES = 500


@blueprint.route("")
@allow("auditor")
@blueprint.arguments(schemas.Criteria, location="query")
@blueprint.response(200, schemas.Found)
def search(query):
    """Cari peristiwa menurut objek, pelaku, jenis, masa dan jejak; yang terbaru lebih dahulu."""
    return page(wanted(query), query)


@blueprint.route("/<any(csv, xlsx):form>")
@allow("auditor")
@blueprint.arguments(schemas.Criteria, location="query")
def export(query, form):
    """Hasil penelusuran sebagai lembar kerja, paling banyak 50.000 baris."""
    return table(wanted(query), form)


@blueprint.route("/graph")
@allow("auditor")
@blueprint.arguments(schemas.GraphOf, location="query")
@blueprint.response(200, schemas.Graph)
def graph(query):
    """Sebab dan akibat di sekitar satu peristiwa: titik dengan lapisannya, dan garis dari sebab ke akibat."""
    traces = current().views["traces"]
    trace = query.get("correlation")
    if trace is None:
        centre = traces.find_one({"_id": query["event"]})
        if centre is None:
            raise Refused("peristiwa-tidak-ada", "Peristiwa ini belum tercatat.", field="event", status=404)
        trace = centre["correlation"]
    found = list(traces.find({"correlation": trace}).sort([("time", 1), ("_id", 1)]).limit(MOST_NODES + 1))
    return _drawn(trace, numbered(found[:MOST_NODES]), len(found) > MOST_NODES)


@blueprint.route("/counts")
@allow("auditor")
@blueprint.response(200, schemas.Counts)
def counts():
    """Berapa peristiwa setiap jenis, dari semua layanan."""
    found = current().views["tallies"].find().sort("_id", 1)
    return {"items": [{"name": row["_id"], "service": row["service"], "events": row["events"]} for row in found]}


def wanted(query: dict, person: str | None = None) -> dict:
    """The database's filter for some criteria. Raises Refused for what would follow a person unrecorded."""
    actor = query.get("actor", "")
    if person is None and actor.partition(":")[0] in PERSONAL_ROLES and UUID.search(actor):
        raise Refused(
            "catat-penelusuran", "Menelusuri seseorang dicatat lebih dahulu: POST /v1/queries/executions.", "actor", 403
        )
    names = {"actor": "actor", "service": "service", "correlation": "correlation", "cause": "cause"}
    found: dict = {column: query[name] for name, column in names.items() if name in query}
    if "object" in query:
        found["objects"] = object_of(query["object"])
    if "name" in query:
        # "registration." finds every kind of that service, a whole name exactly itself
        name = query["name"]
        found["name"] = {"$regex": f"^{re.escape(name)}"} if name.endswith(".") else name
    if person:
        found["persons"] = person
    period = {word: format_time(query[name]) for word, name in (("$gte", "since"), ("$lt", "until")) if name in query}
    if period:
        found["time"] = period
    return found


def page(found: dict, query: dict) -> dict:
    traces = current().views["traces"]
    total = _counted(found) if found.keys() <= COUNTED.keys() else traces.count_documents(found)
    if "before" in query:
        time, _, event = query["before"].partition("|")
        found = {"$and": [found, {"$or": [{"time": {"$lt": time}}, {"time": time, "_id": {"$lt": event}}]}]}
    rows = list(traces.find(found).sort([("time", -1), ("_id", -1)]).limit(query["limit"] + 1))
    following = f"{rows[-2]['time']}|{rows[-2]['_id']}" if len(rows) > query["limit"] else None
    return {"total": total, "items": numbered(rows[: query["limit"]]), "next": following}


def _counted(found: dict) -> int:
    """How many there are of some kinds, or of all, out of the rows that count them."""
    wanted = {COUNTED[name]: value for name, value in found.items()}
    numbers = current().views["tallies"].find(wanted, {"events": 1})
    return sum(row["events"] for row in numbers)


def table(found: dict, form: str) -> Response:
    rows = current().views["traces"].find(found).sort([("time", -1), ("_id", -1)]).limit(MOST_ROWS).batch_size(500)
    return sending.answer("penelusuran", form, tuple(COLUMNS.values()), _cells(rows, current().db.entries))


def numbered(rows: list[dict], entries=None) -> list[dict]:
    """Rows with `id`, and with `index`, their number in the log; null where it has none yet."""
    entries = current().db.entries if entries is None else entries
    wanted = [
        {"source": f"/asn/{row['service']}", "subject": row["stream"], "streamversion": row["version"]} for row in rows
    ]
    found = entries.find({"$or": wanted}, {"id": 1, "source": 1}) if wanted else ()
    known = {(entry["source"], entry["id"]): entry["_id"] for entry in found}
    return [{**row, "id": row["_id"], "index": known.get((f"/asn/{row['service']}", row["_id"]))} for row in rows]


def _cells(rows, entries) -> Iterator[list[Cell]]:
    rows = iter(rows)
    while batch := list(islice(rows, 200)):
        for row in numbered(batch, entries):
            yield [row[name] for name in COLUMNS]


def _drawn(trace: str, rows: list[dict], more: bool) -> dict:
    """Each event one layer below its cause; a cause that is not shown makes an event a root."""
    layers: dict[str, int] = {}
    here = {row["id"]: row for row in rows}

    def layer(id: str) -> int:
        path = []
        while id not in layers and id in here and id not in path:
            path.append(id)
            id = here[id]["cause"]
        depth = layers.get(id, -1)
        for one in reversed(path):
            depth += 1
            layers[one] = depth
        return depth

    for row in rows:
        layer(row["id"])
    return {
        "correlation": trace,
        "nodes": [{**row, "layer": layers[row["id"]]} for row in rows],
        "edges": [{"cause": row["cause"], "effect": row["id"]} for row in rows if row["cause"] in here],
        "more": more,
    }
