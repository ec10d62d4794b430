"""Another address for an account whose owner has one already: it counts when a code came back from there.

Until then the old one is the login, and nobody learns whether anybody has the new one. The old address is told.
"""

from datetime import UTC, datetime, timedelta

from asnkit.commits import Tx
from asnkit.events import Refused

from ..signin import codes
from .domain import ChangeAddress

CODE_LASTS = timedelta(minutes=15)
CODE_DIGITS = 6
LETTER, CHANGED = "address-code", "address-changed"
TOLD_FOR = timedelta(days=2)


def send_code(tx: Tx, person: str, login: str, email: dict) -> None:
    """`login` is the new address's, `email` that address sealed."""
    waiting = codes.issue(tx, LETTER, login, CODE_LASTS, person=person, email=email)
    tx.letter(LETTER, {"change": waiting["_id"]}, waiting["ends"])
    tx.extra["change"] = waiting["_id"]


def change(tx: Tx, person: str, waiting: dict) -> None:
    """The new address is the login from now on. Raises Refused where somebody else has proved it first."""
    stream, login = f"account-{person}", waiting["login"]
    codes.use(tx, waiting["_id"], login)
    before = tx.load(stream).version
    tx.decide(stream, ChangeAddress(waiting["email"]))
    taken = Refused("surel-terdaftar", "Surel ini sudah mempunyai akun.", "code")
    if tx.db.claims.find_one({"_id": login}, {"_id": 1}, session=tx.session):
        raise taken
    old = tx.db.credentials.find_one_and_delete({"person": person}, session=tx.session)
    tx.release(old["_id"])
    tx.claim(login, stream, taken)
    tx.db.credentials.insert_one({**old, "_id": login}, session=tx.session)
    tx.letter(CHANGED, {"person": person, "before": before}, datetime.now(UTC) + TOLD_FOR)
