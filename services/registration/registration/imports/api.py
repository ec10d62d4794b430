"""A formation list from a sheet: look at it first, then publish all its lines at once."""

import hashlib

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run, run_work, with_etag
from flask import request

from ..period.lookup import period_of
from ..vacancy.domain import Publish
from . import schemas
from .domain import Approve, Stage
from .sheet import read

BODY = {"requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}}

blueprint = Blueprint("formation-lists", __name__, url_prefix="/v1/formation-lists", description="Impor daftar formasi")


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.UploadList, location="query")
@blueprint.doc(**BODY)
@blueprint.response(200, schemas.FormationList)
def upload(wanted):
    """Unggah CSV; jawabannya pratinjau. Berkas yang sama tidak diunggah dua kali."""
    content = request.get_data(cache=True)
    digest = hashlib.sha256(content).hexdigest()
    db, code = current().db, wanted["period"]
    period_of(db, code)
    found = states.one(db, "import", period=code, sha256=digest)
    if found is None:
        rows, errors = read(content)
        if errors:
            return _preview(wanted, digest, rows, errors)
        taken = Refused("daftar-sudah-diunggah", "Berkas ini sudah diunggah untuk periode ini.")
        command = Stage(code, wanted["file"], digest, tuple(rows))
        body, _ = run(new_id("import"), command, create=True, claims=[(f"import/{code}/{digest}", taken)])
        stream = body["stream"]
    else:
        stream = found[0]
    return _shown(stream)


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.FormationList)
def show(id):
    """Daftar formasi yang sudah diunggah."""
    return _shown(f"import-{id}")


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.response(200, CommandAnswer)
def approve(id):
    """Terbitkan semua baris daftar ini sebagai formasi, sekaligus."""
    stream = f"import-{id}"

    def work(tx):
        tx.decide(stream, Approve(), tx.if_match)
        state = tx.load(stream).state
        origin = {"file": state["file"], "sha256": state["sha256"]}
        for line in state["rows"]:
            fields = {name: value for name, value in line.items() if name != "row"}
            tx.decide(new_id("vacancy"), Publish(state["period"], fields, {**origin, "row": line["row"]}))
        tx.extra["lines"] = state["lines"]

    return run_work(work)


def _shown(stream: str):
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("daftar-tidak-ada", "Daftar formasi ini tidak ditemukan.", status=404)
    body = {"id": uuid_of(stream), "version": loaded.version, "errors": [], **loaded.state}
    return with_etag(body, loaded.version)


def _preview(wanted: dict, digest: str, rows: list[dict], errors: list[dict]) -> dict:
    return {
        "id": None,
        "version": None,
        "period": wanted["period"],
        "file": wanted["file"],
        "sha256": digest,
        "lines": len(rows),
        "quota": sum(row["quota"] for row in rows),
        "approved": False,
        "rows": rows,
        "errors": errors,
    }
