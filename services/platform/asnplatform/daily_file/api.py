"""Daily files: everybody reads them, as everybody may know what is in them."""

from asnkit import content, states
from asnkit.events import uuid_of
from asnkit.web import Blueprint, current, public
from flask import Response

from . import schemas
from .domain import MISSING

LINES = "application/x-ndjson"

blueprint = Blueprint("daily-files", __name__, url_prefix="/v1/daily-files", description="Berkas harian")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.WantedFiles, location="query")
@blueprint.response(200, schemas.DailyFiles)
def list_files(wanted):
    """Berkas harian, hari terakhir lebih dahulu."""
    more = {"topic": wanted["topic"]} if "topic" in wanted else {}
    found, following = states.page(current().db, "daily_file", wanted, by="data.day", **more)
    items = [{**state, "id": uuid_of(stream)} for stream, _, state in found]
    return {"items": items, "total": states.count(current().db, "daily_file", **more), "next": following}


@blueprint.route("/<uuid:id>/lines", methods=["GET"])
@public
@blueprint.response(200, {"type": "string"}, content_type=LINES)
def show_lines(id):
    """Isi berkas: satu peristiwa sebaris, persis seperti tercatat."""
    state = current().store.load(f"daily_file-{id}").state
    if state is None:
        raise MISSING
    return Response(content.read(current().db, state["file_sha256"]), content_type=LINES)
