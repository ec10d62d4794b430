"""What a complaint has beside its events: number and code, the moment at which a term is over, the end of its key.

The code and the words lie in the events, sealed; the key lies in another database and is destroyed right after the
event, by the request or, where that died, by the worker.
"""

import hmac
import secrets

from asnkit import states
from asnkit.commits import Tx
from asnkit.erasing import put_down
from asnkit.events import uuid_of
from asnkit.service import Runtime

from ..follower import keeping as followers
from ..gap import keeping as gaps
from .domain import MISSING, Lapse, next_moment

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 that nobody takes for another: without 0, O, 1 and I."""
LAPSE = "complaint-lapse"


def new_number() -> str:
    return _groups(2)


def new_code() -> str:
    """80 random bits."""
    return _groups(4)


def spelled(typed: str) -> str:
    """A number or code as it is kept, however it was typed: in groups of four."""
    signs = "".join(sign for sign in typed.upper() if sign in SIGNS)
    return "-".join(signs[place : place + 4] for place in range(0, len(signs), 4))


def opened(runtime: Runtime, number: str, code: str, session=None) -> tuple[str, dict]:
    """(stream, state) of the complaint with this number, for whoever has its code. Raises Refused."""
    found = states.one(runtime.db, "complaint", session, number=spelled(number))
    if found is None or found[1]["erased"]:
        raise MISSING
    stream, state = found
    right = runtime.vault.readable(stream, "code", state["code"])
    if right is None or not hmac.compare_digest(right, spelled(code)):
        raise MISSING
    return stream, state


def schedule(tx: Tx, stream: str) -> None:
    """Let the worker look again when the next term, or a trouble's quarter, is over; to be called after each change."""
    state = tx.load(stream).state
    gaps.watch(tx, state)
    moment = next_moment(state)
    if moment is None:
        tx.cancel(stream, "lapse")
    else:
        tx.deadline(stream, "lapse", moment, LAPSE, {})


def lapse(tx: Tx, stream: str, _args: dict) -> None:
    before = tx.load(stream).state["status"]
    tx.decide(stream, Lapse())
    schedule(tx, stream)
    followers.moved(tx, stream, before)


def forget(tx: Tx, stream: str) -> None:
    """The complaint's key is put down to be destroyed."""
    put_down(tx, uuid_of(stream))


def _groups(number: int) -> str:
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(number))
