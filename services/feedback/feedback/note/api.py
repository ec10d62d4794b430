"""Notes inside the office; they are read with their complaint."""

from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run_work

from ..complaint.api import check_seen
from ..complaint.domain import LIAISON
from ..complaint.schemas import Message
from . import keeping

blueprint = Blueprint("notes", __name__, url_prefix="/v1/complaints", description="Catatan internal aduan")


@blueprint.route("/<uuid:id>/notes", methods=["POST"])
@allow("aduan", LIAISON)
@blueprint.arguments(Message)
@blueprint.response(201, CommandAnswer)
def write(body, id):
    """Tulis catatan yang hanya dibaca petugas aduan dan penghubung unit yang memegangnya."""

    def work(tx):
        check_seen(tx.load(f"complaint-{id}").state)
        keeping.write(current(), tx, str(id), body["text"])

    return run_work(work)
