"""A forgotten password: a code goes to the address, and with it a new password counts.

Nothing of an account changes before the code came back; then all its sessions end, and its owner is told.
"""

from datetime import UTC, datetime, timedelta

from asnkit.commits import Tx

from ..access.domain import RenewPassword
from ..signin import codes

CODE_LASTS = timedelta(minutes=15)
CODE_DIGITS = 8
"""Two more than a new account's: what opens is somebody's."""

LETTER, RENEWED = "password-code", "password-renewed"
TOLD_FOR = timedelta(days=1)


def send_code(tx: Tx, login: str) -> None:
    """The same whether anybody has this login or not; who sends the letter finds out."""
    waiting = codes.issue(tx, LETTER, login, CODE_LASTS)
    tx.letter(LETTER, {"recovery": waiting["_id"]}, waiting["ends"])
    tx.extra["recovery"] = waiting["_id"]


def renew(tx: Tx, recovery: str, login: str, person: str, hashed: str, address: dict) -> None:
    """`address` is where it comes from, sealed. Raises Refused 422 where the code was used, or the account is gone."""
    codes.use(tx, recovery, login)
    renewed = {"$set": {"hash": hashed, "bound": True}}
    if not tx.db.credentials.update_one({"_id": login, "person": person}, renewed, session=tx.session).matched_count:
        raise codes.ended()
    tx.db.refresh_tokens.delete_many({"person": person}, session=tx.session)
    tx.decide(f"access-{person}", RenewPassword(address))
    tx.letter(RENEWED, {"person": person}, datetime.now(UTC) + TOLD_FOR)
