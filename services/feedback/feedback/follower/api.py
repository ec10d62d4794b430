"""Following a topic by e-mail, without an account: asked for, confirmed, and stopped with one click."""

from datetime import timedelta

from asnkit.erasing import destroy_waiting
from asnkit.events import Refused
from asnkit.limits import Limit, count
from asnkit.schemas import CommandAnswer
from asnkit.tracing import continue_trace
from asnkit.web import Blueprint, current, public, run_work, source

from . import keeping, schemas
from .domain import FOLLOWER, Confirm
from .tokens import follower_of

BY_SOURCE = Limit("followers", 200, timedelta(hours=1))
BY_ADDRESS = Limit("letters to a follower", 5, timedelta(days=1))
"""Whoever asks for somebody else's address fills no mailbox."""

blueprint = Blueprint("followers", __name__, url_prefix="/v1", description="Mengikuti pokok aduan lewat surel")


@blueprint.route("/topics/<uuid:id>/followers", methods=["POST"])
@public
@blueprint.arguments(schemas.Follow)
@blueprint.response(201, CommandAnswer)
def follow(body, id):
    """Ikuti pokok ini lewat surel. Surat pertama bertanya; tanpa jawaban dua hari alamatnya dihapus."""
    key = bytes.fromhex(current().settings.secret("hmac.key").decode())
    count(current().db, key, BY_SOURCE, source())
    count(current().db, key, BY_ADDRESS, body["email"])
    return _unseen(lambda tx: keeping.follow(current(), tx, str(id), body["email"]))


@blueprint.route("/followers/confirmation", methods=["POST"])
@public
@blueprint.arguments(schemas.Token)
@blueprint.response(200, CommandAnswer)
def confirm(body):
    """Ya, kirimi saya kabar: dengan tautan dari surat pertama."""
    stream = _stream(body["token"])

    def work(tx):
        tx.decide(stream, Confirm())
        tx.cancel(stream, "lapse")

    return _unseen(work)


@blueprint.route("/followers/stop", methods=["POST"])
@public
@blueprint.arguments(schemas.Token)
@blueprint.response(200, CommandAnswer)
def stop(body):
    """Berhenti mengikuti, dengan tautan dari surat (RFC 8058); alamatnya dihapus untuk selamanya."""
    stream = _stream(body["token"])
    answered = _unseen(lambda tx: keeping.stop(tx, stream, FOLLOWER))
    destroy_waiting(current())
    return answered


def _unseen(work):
    """Of somebody unknown, in a trace of its own."""
    continue_trace(None)
    return run_work(work)


def _stream(token: str) -> str:
    follower = follower_of(current(), token)
    if follower is None:
        raise Refused("tautan-tidak-sah", "Tautan ini tidak kami buat.", "token", status=404)
    return f"follower-{follower}"
