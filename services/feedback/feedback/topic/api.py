"""Topics: what an officer tells everybody of a complaint, and what everybody may read and follow."""

from asnkit import states
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run_work

from ..complaint import domain as complaint
from ..complaint.schemas import Nothing
from ..follower import keeping as followers
from ..rules.warnings import warnings
from . import schemas
from .domain import Add, Tell, Withdraw
from .showing import summaries, whole

blueprint = Blueprint("topics", __name__, url_prefix="/v1", description="Pokok aduan yang diumumkan")


@blueprint.route("/topics", methods=["GET"])
@public
@blueprint.arguments(schemas.TopicFilter, location="query")
@blueprint.response(200, schemas.Topics)
def list_topics(wanted):
    """Pokok aduan dalam kata kantor, terbaru lebih dahulu. Tulisan pelapor tidak pernah tampil."""
    rows = current().views["topics"]
    query = {name: wanted[name] for name in ("unit",) if name in wanted}
    found, following = page(rows, query, [("day", -1), ("_id", -1)], wanted)
    total = rows.count_documents(query) if query else rows.estimated_document_count()
    return {"items": summaries(current(), found), "total": total, "next": following}


@blueprint.route("/topics/<uuid:id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Topic)
def show(id):
    """Satu pokok: keadaannya, tenggatnya, dan kabar dari kantor."""
    return states.versioned(whole(current(), str(id)), current().store.load(f"topic-{id}").version)


@blueprint.route("/complaints/<uuid:id>/topic", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.TellTopic)
@blueprint.response(201, CommandAnswer)
def tell(body, id):
    """Umumkan pokok aduan ini dengan kata kantor sendiri, supaya yang lain dapat mengikutinya."""

    def work(tx):
        held = tx.hold(f"complaint-{id}").state
        if held is None or held["erased"]:
            raise complaint.MISSING
        tx.decide(f"topic-{id}", Tell(body["title"], held["unit"], held["status"], warnings(body["title"])))

    return run_work(work)


@blueprint.route("/complaints/<uuid:id>/topic/news", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.AddNews)
@blueprint.response(200, CommandAnswer)
def add(body, id):
    """Beri kabar kepada semua yang mengikuti pokok ini."""

    def work(tx):
        tx.decide(f"topic-{id}", Add(body["text"], warnings(body["text"])), states.seen(tx))
        followers.tell(tx, f"complaint-{id}")

    return run_work(work)


@blueprint.route("/complaints/<uuid:id>/topic/withdrawal", methods=["POST"])
@allow("aduan")
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def withdraw(_body, id):
    """Tarik pokok ini dari halaman umum."""

    def work(tx):
        tx.decide(f"topic-{id}", Withdraw(), states.seen(tx))
        followers.end(tx, f"topic-{id}", tx.now)

    return run_work(work)
