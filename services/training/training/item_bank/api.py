"""The items of a course's tests, for the training officer alone."""

from asnkit import content
from asnkit.schemas import CommandAnswer
from asnkit.states import seen, versioned
from asnkit.web import Blueprint, allow, current, run_work

from ..streams import item_bank_stream
from . import items, schemas
from .domain import Publish

blueprint = Blueprint("item_bank", __name__, url_prefix="/v1/courses", description="Bank soal")


@blueprint.route("/<uuid:id>/items", methods=["GET"])
@allow("diklat")
@blueprint.response(200, schemas.ItemBank)
def show(id):
    """Soal dan kuncinya, edisi yang berlaku."""
    loaded = current().store.load(item_bank_stream(str(id)))
    state = loaded.state or {"course": str(id), "edition": 0, "at": None}
    found = items.read(current().db, state["list_sha256"]) if loaded.state else []
    return versioned({**state, "items": found, "version": loaded.version}, loaded.version)


@blueprint.route("/<uuid:id>/items", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.PublishItems)
@blueprint.response(201, CommandAnswer)
def publish(body, id):
    """Terbitkan edisi berikutnya; uji yang sudah dibuka tetap memakai edisinya."""
    course, stream = str(id), item_bank_stream(str(id))

    def work(tx):
        state = tx.load(stream).state
        before = items.read(tx.db, state["list_sha256"]) if state else []
        made = items.listed(body["items"], before)
        command = Publish(course, tx.load(f"course-{course}").state, len(body["items"]), content.keep(tx, made))
        tx.decide(stream, command, seen(tx) if state else tx.if_match)

    return run_work(work)
