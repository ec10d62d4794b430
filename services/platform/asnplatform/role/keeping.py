"""What a role needs besides its own stream: its deadline, its name's key, and whoever else is of IT."""

from datetime import timedelta

from asnkit import states
from asnkit.commits import Tx
from asnkit.erasing import put_down
from asnkit.events import Refused, uuid_of
from asnkit.wib import wib_date
from pymongo.database import Database

from .domain import (
    HELD,
    IT,
    LAST,
    MISSING,
    Confirm,
    ConfirmExtension,
    End,
    Extend,
    Found,
    Give,
    Reject,
    Review,
    Revoke,
    ends,
)

EXPIRE = "end-role"
PURPOSE = "end"
AGAIN = timedelta(days=7)
TWICE = Refused("peran-sudah-ada", "Orang ini sudah memegang peran itu, atau usulannya menunggu.", "person", status=409)


def stands(db: Database, stream: str) -> bool:
    """Whether a role holds still, by its state: what is written there needs no way to here."""
    return db.state.find_one({"_id": stream, "data.status": HELD}, {"_id": 1}) is not None


def give(tx: Tx, stream: str, command: Give | Found) -> None:
    """Nobody has one role twice at a time: who took one of two away would leave the other."""
    tx.decide(stream, command)
    tx.claim(_claim(tx, stream), stream, TWICE)
    _wait(tx, stream)


def confirm(tx: Tx, stream: str, command: Confirm, if_match: int) -> None:
    tx.decide(stream, command, if_match)
    _wait(tx, stream)


def review(tx: Tx, stream: str, command: Review, if_match: int) -> None:
    tx.decide(stream, command, if_match)
    _wait(tx, stream)


def extend(tx: Tx, stream: str, command: Extend | ConfirmExtension, if_match: int) -> None:
    tx.decide(stream, command, if_match)
    _wait(tx, stream)


def reject(tx: Tx, stream: str, command: Reject, if_match: int) -> None:
    tx.decide(stream, command, if_match)
    _let_go(tx, stream)


def revoke(tx: Tx, stream: str, reason: str, if_match: int) -> None:
    tx.decide(stream, Revoke(reason, _others(tx, stream)), if_match)
    tx.cancel(stream, PURPOSE)
    _let_go(tx, stream)


def expire(tx: Tx, stream: str, _args: dict) -> None:
    """The last one of IT stays, and is looked at again in a week."""
    try:
        tx.decide(stream, End(_others(tx, stream)))
    except Refused as refusal:
        if refusal.rule != LAST.rule:
            raise
        tx.deadline(stream, PURPOSE, tx.now + AGAIN, EXPIRE, {})
        return
    _let_go(tx, stream)


def _claim(tx: Tx, stream: str) -> str:
    state = tx.load(stream).state
    return f"role/{state['role']}/{state['person']}"


def _let_go(tx: Tx, stream: str) -> None:
    """It may be given again, and the name goes with it."""
    tx.release(_claim(tx, stream))
    put_down(tx, uuid_of(stream))


def _wait(tx: Tx, stream: str) -> None:
    """Until the day that ends it; what was only proposed has none."""
    state = tx.load(stream).state
    if state["status"] == HELD:
        tx.deadline(stream, PURPOSE, ends(state), EXPIRE, {})


def _others(tx: Tx, stream: str) -> int:
    """Other people of IT today; one of them is held, so that two who revoke each other at once cannot both."""
    state = tx.load(stream).state
    if state is None:
        raise MISSING
    if state["role"] != IT:
        return 0
    others = [
        other
        for other, _version, one in states.every(tx.db, "role", tx.session, role=IT, status=HELD)
        if other != stream and one["person"] != state["person"] and one["since"] <= wib_date(tx.now).isoformat()
    ]
    for other in others[:1]:
        tx.hold(other)
    return len(others)
