"""The JP book: crediting the hours of a completed course, taking back those of an activity, crediting again."""

from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.states import every, seen, versioned
from asnkit.web import Blueprint, allow, caller, current, run_work

from ..activity.showing import handed_in
from ..streams import civil_servant_stream, hours_stream
from . import schemas
from .domain import Credit, Restore, Withdraw, known

blueprint = Blueprint("hours", __name__, url_prefix="/v1/hours", description="Buku JP")


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.CreditHours)
@blueprint.response(201, CommandAnswer)
def credit(body):
    """Kreditkan JP satu kepesertaan yang selesai, satu kali."""
    enrolment, stream = str(body["enrolment"]), new_id("hours")

    def work(tx):
        state = tx.hold(f"enrolment-{enrolment}").state
        tx.decide(stream, Credit(enrolment, state, body["completed_on"], body["certificate_no"]))
        told = "JP kepesertaan ini sudah dikreditkan, atau dikreditkan oleh hasil Latsar-nya."
        once = Refused("sudah-dikreditkan", told, "enrolment")
        tx.claim(f"hours/{enrolment}", stream, once)

    return run_work(work)


@blueprint.route("/own", methods=["GET"])
@allow("pelamar", "pegawai")
@blueprint.response(200, schemas.Book)
def own_book():
    """Buku JP Anda, juga yang dibatalkan, dengan semua yang terjadi."""
    return _book(caller().id)


@blueprint.route("/of/<uuid:person>", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.response(200, schemas.Book)
def book(person):
    """Buku JP satu orang."""
    return _book(str(person))


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.response(200, schemas.OneEntry)
def show(id):
    """Satu catatan JP."""
    loaded = current().store.load(hours_stream(str(id)))
    return versioned({"id": str(id), "version": loaded.version, **known(loaded.state)}, loaded.version)


@blueprint.route("/<uuid:id>/withdrawal", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ChangeHours)
@blueprint.response(200, CommandAnswer)
def withdraw(body, id):
    """Batalkan JP satu kegiatan di tempat lain, dengan alasan; catatannya tetap ada."""
    command = Withdraw(caller().id, body["reason"])
    return run_work(lambda tx: tx.decide(hours_stream(str(id)), command, seen(tx)))


@blueprint.route("/<uuid:id>/restoration", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ChangeHours)
@blueprint.response(200, CommandAnswer)
def restore(body, id):
    """Kreditkan lagi JP yang dibatalkan karena keliru; oleh orang lain daripada yang membatalkannya."""
    stream, who = hours_stream(str(id)), caller()

    def work(tx):
        state, told = known(tx.load(stream).state), ()
        if "activity" in state:
            tx.hold(civil_servant_stream(state["person"]))
            told = handed_in(tx, current(), state["activity"])
        tx.decide(stream, Restore(who.actor, who.id, body["reason"], *told), seen(tx))

    return run_work(work)


def _book(person: str) -> dict:
    taken = {uuid_of(stream): state["title"] for stream, _, state in every(current().db, "enrolment", person=person)}
    found = [
        {"id": uuid_of(stream), "title": taken.get(state.get("enrolment")), **state}
        for stream, _, state in every(current().db, "hours", person=person)
    ]
    return {"items": sorted(found, key=lambda one: (one["completed_on"], one["id"]), reverse=True)}
