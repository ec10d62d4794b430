"""Opening a person's data: the reading and its reason are recorded, then the name is shown to whoever recorded it."""

from asnkit import names
from asnkit.events import new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run

from . import schemas
from .domain import Look, may_open

blueprint = Blueprint("records", __name__, url_prefix="/v1/records", description="Pembukaan data pribadi")


@blueprint.route("", methods=["POST"])
@allow("auditor")
@blueprint.arguments(schemas.LookAt)
@blueprint.response(201, CommandAnswer)
def look(body):
    """Catat bahwa Anda membuka data seseorang, dan mengapa."""
    return run(new_id("record"), Look(**body | {"person": str(body["person"])}), create=True)


@blueprint.route("/<id>", methods=["GET"])
@allow("auditor")
@blueprint.response(200, schemas.Opened)
def opened(id):
    """Data yang pembukaannya Anda catat, selama 15 menit."""
    state = current().store.load(f"record-{id}").state
    may_open(state, caller().actor, current().clock.now())
    return {"person": state["person"], "name": names.fetch(current().settings, state["person"])}
