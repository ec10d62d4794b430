"""The JP book: crediting the hours of a completed course."""

from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run

from .domain import Credit
from .schemas import CreditHours

blueprint = Blueprint("hours", __name__, url_prefix="/v1/hours", description="Buku JP")


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(CreditHours)
@blueprint.response(201, CommandAnswer)
def credit(body):
    """Kreditkan JP satu kepesertaan yang selesai, satu kali."""
    enrolment = str(body["enrolment"])
    state = current().store.load(f"enrolment-{enrolment}").state
    once = Refused("sudah-dikreditkan", "JP kepesertaan ini sudah dikreditkan.", "enrolment")
    command = Credit(enrolment, state, body["completed_on"], body["certificate_no"])
    return run(new_id("hours"), command, create=True, claims=[(f"hours/{enrolment}", once)])
