"""What a role needs besides its own stream: its deadline, its name's key, and whoever else is of IT."""

from datetime import timedelta

from asnkit import states
from asnkit.commits import Tx
from asnkit.erasing import put_down
from asnkit.events import Refused, uuid_of

from .domain import HELD, IT, LAST, MISSING, STANDING, Confirm, End, Give, Reject, Review, Revoke, ends

EXPIRE = "end-role"
PURPOSE = "end"
AGAIN = timedelta(days=7)


def give(tx: Tx, stream: str, command: Give) -> None:
    """Nobody has one role twice at a time."""
    for standing in STANDING:
        if states.one(tx.db, "role", tx.session, person=command.person, role=command.role, status=standing):
            message = "Orang ini sudah memegang peran itu, atau usulannya menunggu."
            raise Refused("peran-sudah-ada", message, "person", status=409)
    tx.decide(stream, command)
    wait(tx, stream)


def confirm(tx: Tx, stream: str, command: Confirm, if_match: int) -> None:
    tx.decide(stream, command, if_match)
    wait(tx, stream)


def review(tx: Tx, stream: str, command: Review, if_match: int) -> None:
    tx.decide(stream, command, if_match)
    wait(tx, stream)


def reject(tx: Tx, stream: str, command: Reject, if_match: int) -> None:
    tx.decide(stream, command, if_match)
    put_down(tx, uuid_of(stream))


def revoke(tx: Tx, stream: str, reason: str, if_match: int) -> None:
    tx.decide(stream, Revoke(reason, _others(tx, stream)), if_match)
    tx.cancel(stream, PURPOSE)
    put_down(tx, uuid_of(stream))


def expire(tx: Tx, stream: str, _args: dict) -> None:
    """The last one of IT stays, and is looked at again in a week."""
    try:
        tx.decide(stream, End(_others(tx, stream)))
    except Refused as refusal:
        if refusal.rule != LAST.rule:
            raise
        tx.deadline(stream, PURPOSE, tx.now + AGAIN, EXPIRE, {})
        return
    put_down(tx, uuid_of(stream))


def wait(tx: Tx, stream: str) -> None:
    """Until the day that ends it; what was only proposed has none."""
    state = tx.load(stream).state
    if state["status"] == HELD:
        tx.deadline(stream, PURPOSE, ends(state), EXPIRE, {})


def _others(tx: Tx, stream: str) -> int:
    """Other people of IT; one of them is held, so that two who revoke each other at the same time cannot both."""
    state = tx.load(stream).state
    if state is None:
        raise MISSING
    if state["role"] != IT:
        return 0
    others = [
        other
        for other, _version, one in states.every(tx.db, "role", tx.session, role=IT, status=HELD)
        if other != stream and one["person"] != state["person"]
    ]
    for other in others[:1]:
        tx.hold(other)
    return len(others)
