"""What goes with a person's key, and how the person hears of it before.

The event, and what was kept in the clear or under a hash, go in one transaction; the key lies in another database and
is destroyed right after, by the request or, where that died, by the worker.
"""

from datetime import timedelta

from asnkit import states
from asnkit.commits import Tx
from asnkit.erasing import put_down
from asnkit.events import Refused

from ..application.domain import Forget
from ..identity.claiming import release
from ..identity.domain import ERASED
from ..period.lookup import period_of

LETTER = "erasure"
WAITING = {"$or": [{"data.asked_at": {"$gt": ""}}, {"data.erasure.due": {"$gt": ""}}]}
"""Of accounts: somebody has to do something."""
LETTER_LASTS = timedelta(days=1)
"""A letter about a shorter time of waiting is tried so long."""


def last_budget_year(tx: Tx, person: str) -> int | None:
    """Of the periods to which the person submitted an application."""
    submitted = [
        state["period"]
        for _, _, state in states.every(tx.db, "application", tx.session, person=person)
        if "participant_no" in state
    ]
    return max((period_of(tx.db, code, tx.session)["budget_year"] for code in submitted), default=None)


def hold_account(tx: Tx, person: str) -> dict:
    """The state of a person's account, which stays as it is until this transaction is over. Raises Refused."""
    account = tx.hold(f"account-{person}").state
    if account is None:
        raise Refused("akun-tidak-ada", "Akun ini tidak ditemukan.", status=404)
    if "erased_at" in account:
        raise Refused("akun-sudah-dihapus", "Data akun ini sudah dihapus.", status=410)
    return account


def forget(tx: Tx, stream: str, person: str) -> None:
    """Files, logins, what must be unique; and the key is put down to be destroyed."""
    for collection in ("files", "credentials", "refresh_tokens"):
        tx.db[collection].delete_many({"person": person}, session=tx.session)
    tx.db.challenges.delete_one({"_id": person}, session=tx.session)
    tx.cancel(stream, "proof")
    tx.db.claims.delete_many({"stream": stream}, session=tx.session)
    release(tx, person, ERASED)
    put_down(tx, person)


def tell_others(tx: Tx, person: str) -> None:
    """What was sent says that its owner is erased, to services that hold what the person said there."""
    for application, _, state in states.every(tx.db, "application", tx.session, person=person):
        if "participant_no" in state:
            tx.decide(application, Forget())
