"""The JP book: crediting the hours of a completed course."""

from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, run_work

from .domain import Credit
from .schemas import CreditHours

blueprint = Blueprint("hours", __name__, url_prefix="/v1/hours", description="Buku JP")


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(CreditHours)
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
