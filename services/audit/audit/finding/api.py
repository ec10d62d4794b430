"""What auditors found, who answers it and until when."""

from asnkit.events import new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run, with_etag
from asnkit.wib import WIB

from .. import streams
from . import schemas
from .domain import Assign, Close, Note, Open

blueprint = Blueprint("findings", __name__, url_prefix="/v1/findings", description="Temuan")


@blueprint.route("", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.OpenFinding)
@blueprint.response(201, CommandAnswer)
def open_(body):
    """Catat temuan."""
    return run(new_id("finding"), Open(**body), create=True)


@blueprint.route("", methods=["GET"])
@allow("auditor")
@blueprint.arguments(schemas.FindingFilter, location="query")
@blueprint.response(200, schemas.Findings)
def search(query):
    """Temuan, yang terbaru lebih dahulu."""
    total, items = streams.newest("finding", query.pop("limit"), query.pop("before", None), **query)
    return {"total": total, "items": [_shown(item) for item in items]}


@blueprint.route("/<id>", methods=["GET"])
@allow("auditor")
@blueprint.response(200, schemas.Finding)
def show(id):
    """Satu temuan dengan tindak lanjutnya."""
    loaded = streams.load("finding", id, "temuan")
    return with_etag(_shown(streams.row(loaded.stream, loaded.version, loaded.state)), loaded.version)


@blueprint.route("/<id>/assignment", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.AssignFinding)
@blueprint.response(200, CommandAnswer)
def assign(body, id):
    """Tetapkan penanggung jawab dan tenggat."""
    return run(f"finding-{id}", Assign(**body))


@blueprint.route("/<id>/notes", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.NoteFinding)
@blueprint.response(200, CommandAnswer)
def note(body, id):
    """Catat tindak lanjut."""
    return run(f"finding-{id}", Note(**body))


@blueprint.route("/<id>/closing", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.CloseFinding)
@blueprint.response(200, CommandAnswer)
def close(body, id):
    """Tutup temuan."""
    return run(f"finding-{id}", Close(**body))


def _shown(item: dict) -> dict:
    today = current().clock.now().astimezone(WIB).date().isoformat()
    return {**item, "overdue": item["status"] == "open" and item["due"] is not None and item["due"] < today}
