"""Who is told of a case, in the transaction that decides it."""

from asnkit.commits import Tx

from ..contest.domain import MOVED
from .domain import CONTEST, CORRECTION, NOT_YOURS, OPEN, YOURS, Tell, stream_of


def tell_correction(tx: Tx, stream: str, correction: dict) -> None:
    """`correction` is decided."""
    _tell(tx, stream, Tell(correction["person"], CORRECTION, correction["status"]))


def tell_contest(tx: Tx, stream: str, contest: dict) -> None:
    """Both people of a contest; who began it knows that it is open."""
    person, holder = contest["person"], contest["holder"]
    if contest["status"] == "open":
        told = {holder: OPEN, **({person: OPEN} if contest["application"] else {})}
    else:
        moved = contest["status"] == MOVED
        told = {person: YOURS if moved else NOT_YOURS, holder: NOT_YOURS if moved else YOURS}
    for one, outcome in told.items():
        if one:
            _tell(tx, stream, Tell(one, CONTEST, outcome))


def _tell(tx: Tx, case: str, command: Tell) -> None:
    tx.decide(stream_of(case, command.person, command.outcome), command)
