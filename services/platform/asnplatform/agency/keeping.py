"""What was granted ends by itself: a deadline of its stream, set with the grant."""

from asnkit.commits import Tx
from asnkit.erasing import put_down
from asnkit.events import uuid_of

from ..endpoint.keeping import remove_all
from .domain import Expire, Grant, ends

EXPIRE = "expire-agency"
PURPOSE = "last-day"


def grant(tx: Tx, stream: str, command: Grant, if_match: int) -> None:
    tx.decide(stream, command, if_match)
    tx.deadline(stream, PURPOSE, ends(tx.load(stream).state), EXPIRE, {})


def end(tx: Tx, stream: str, command, if_match: int | None = None) -> None:
    """Nobody is written to any more: the key of the address goes, and so does every webhook."""
    tx.decide(stream, command, if_match)
    tx.cancel(stream, PURPOSE)
    put_down(tx, uuid_of(stream))
    remove_all(tx, uuid_of(stream))


def expire(tx: Tx, stream: str, _args: dict) -> None:
    end(tx, stream, Expire())
