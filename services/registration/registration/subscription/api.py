"""Stopping the e-mails beside the messages, from a letter or signed in, and having them again."""

from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, public, run_work

from ..account.erasure import hold_account
from ..signin.passwords import pepper_of
from . import schemas
from .domain import ONE_CLICK, OWNER, Resume, Stop
from .tokens import person_of

blueprint = Blueprint("subscriptions", __name__, url_prefix="/v1/subscriptions", description="Surel pemberitahuan")


@blueprint.route("/stop", methods=["POST"])
@public
@blueprint.arguments(schemas.Stop)
@blueprint.response(200, CommandAnswer)
def stop(body):
    """Berhenti menerima surel pemberitahuan, dengan tautan dari surat itu (RFC 8058); pesan tetap ada di portal."""
    person = person_of(pepper_of(current().settings), body["token"])
    if person is None:
        raise Refused("tautan-tidak-sah", "Tautan ini tidak kami buat.", "token", status=404)
    return run_work(lambda tx: tx.decide(f"subscription-{person}", Stop(ONE_CLICK)))


@blueprint.route("/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.Subscription)
def show():
    """Apakah Anda menerima surel pemberitahuan."""
    return current().store.load(f"subscription-{caller().id}").state or {"stopped": False}


@blueprint.route("/mine", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.Choose)
@blueprint.response(200, CommandAnswer)
def choose(body):
    """Hentikan surel pemberitahuan, atau terima lagi."""
    command = Stop(OWNER) if body["stopped"] else Resume()

    def work(tx):
        hold_account(tx, caller().id)
        tx.decide(f"subscription-{caller().id}", command)

    return run_work(work)
