"""Peristiwa: one entry of the log, what caused it, and the proof that the log holds it."""

from flask import Blueprint, Response, abort, render_template
from tlog import proofs

from ..client import Problem, api, path
from ..public import inclusion
from ..signin.access import only_for
from .causes import causes
from .merkle import way
from .persons import persons_of
from .sealed import fields

blueprint = Blueprint("event", __name__)
only_for(blueprint, "auditor")

EFFECTS = 12


@blueprint.get("/audit/peristiwa/<int:index>")
def show(index: int):
    audit = api("audit")
    entry = audit.get(path("v1", "entries", str(index)))
    graph = audit.find("/v1/search/graph", correlation=entry["correlationid"])
    nodes = graph["nodes"] if graph else []
    cause = next((one for one in nodes if one["id"] == entry["causationid"]), None)
    if cause is None and entry["causationid"]:
        cause = _elsewhere(entry["causationid"])
    effects = [one for one in nodes if one["cause"] == entry["id"]]
    return render_template(
        "auditor/event.html",
        entry=entry,
        fields=fields(entry["data"]),
        persons=persons_of(entry),
        cause=cause,
        effects=effects[:EFFECTS],
        more_effects=len(effects[EFFECTS:]),
        picture=causes(graph, entry["id"]) if graph and graph["edges"] else None,
        **_proof(entry),
    )


@blueprint.get("/audit/peristiwa/<int:index>.tlog-proof")
def proof(index: int):
    entry = api("audit").get(path("v1", "entries", str(index)))
    text = _text(entry)
    if text is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{entry["id"]}.tlog-proof"'}
    return Response(text, content_type="text/plain; charset=utf-8", headers=headers)


def _elsewhere(event: str) -> dict | None:
    """An event of another trace; None where it would be followed to a person, which is recorded first."""
    try:
        graph = api("audit").find("/v1/search/graph", event=event)
    except Problem as problem:
        if problem.status == 403:
            return None
        raise
    return next((one for one in graph["nodes"] if one["id"] == event), None) if graph else None


def _proof(entry: dict) -> dict:
    """What was checked of this entry's proof; `inclusion` is None until a checkpoint covers it."""
    text = _text(entry)
    if text is None:
        return {"inclusion": None, "broken": False}
    try:
        found = inclusion.check(text)
    except inclusion.Broken:
        return {"inclusion": None, "broken": True}
    if (found.sha256, found.index) != (entry["sha256"], entry["index"]):
        return {"inclusion": None, "broken": True}
    return {"inclusion": found, "broken": False, "way": way(proofs.parse(text), found.size)}


def _text(entry: dict) -> str | None:
    return inclusion.file_of(api("audit").find(path("v1", "receipts", entry["sha256"])))
