"""What must happen at a time: one document per (stream, purpose), fired by one leader.

It happens in the transaction that deletes the deadline, so once. A rule may refuse it, which
ends it too. One that fails for any other reason is parked by itself: it stays, says why, and waits for an
operator (`parked`, `redrive`), while all others fire.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from pymongo import ASCENDING
from pymongo.database import Database

from .commands import Context
from .commits import Store
from .db import away, patience, transact
from .errors import Unavailable
from .events import Refused
from .metrics import DEADLINES_FIRED, PARKED
from .transaction import Tx

Command = Callable[[Tx, str, dict], None]

TRIES = 5
"""How often one may not end in time before it counts as too slow for a transaction."""
SHOWN_PARKED = 200
WAITING = {"parked.at": {"$exists": True}}

log = logging.getLogger(__name__)


class Deadlines:
    """`table` is a service's DEADLINES: command name → fn(tx, stream, args)."""

    def __init__(self, store: Store, table: Mapping[str, Command]):
        self._store = store
        self._table = table
        self._tries: Counter[str] = Counter()

    def fire(self, limit: int = 50) -> int:
        """Carry out what is due by the business clock; returns how many were tried."""
        with patience():
            now = self._store.clock.now()
            wanted = {"due": {"$lte": now}, "parked": None}
            due = list(self._store.db.deadlines.find(wanted).sort("due", ASCENDING).limit(limit))
            PARKED.labels(self._store.service, "deadlines").set(count_parked(self._store.db))
        for deadline in sorted(due, key=lambda one: self._tries[one["_id"]]):
            self._try(deadline)
        return len(due)

    def redrive(self, identifier: str) -> bool:
        """Carry out a parked deadline; false when there is none. Raises what it still fails with."""
        deadline = self._store.db.deadlines.find_one({"_id": identifier, "parked": {"$ne": None}})
        if deadline is None:
            return False
        self._fire(deadline)
        return True

    def _try(self, deadline: dict) -> None:
        identifier = deadline["_id"]
        try:
            self._fire(deadline)
            self._tries.pop(identifier, None)
        except Exception as error:
            # The server's absence is nobody's fault, until this one alone has met it often: then it is too slow.
            self._tries[identifier] += 1
            if (isinstance(error, Unavailable) or away(error)) and self._tries[identifier] < TRIES:
                raise
            self._park(deadline, error)

    def _park(self, deadline: dict, error: Exception) -> None:
        log.exception("parked deadline %s", deadline["_id"])
        with patience():
            self._store.db.deadlines.update_one(
                {"_id": deadline["_id"], "due": deadline["due"]},
                {"$set": {"parked": {"error": type(error).__name__, "at": datetime.now(UTC)}}},
            )
        self._tries.pop(deadline["_id"], None)

    def _fire(self, deadline: dict) -> None:
        identifier = f"{deadline['_id']}@{deadline['due'].isoformat()}"
        context = Context(f"service:{self._store.service}", identifier, identifier, answered=False)
        outcome = {}

        def attempt(session):
            outcome.clear()
            gone = self._store.db.deadlines.delete_one(
                {"_id": deadline["_id"], "due": deadline["due"]}, session=session
            )
            if not gone.deleted_count:
                return  # moved, cancelled or fired by another leader
            tx = Tx(self._store, session, context)
            try:
                self._table[deadline["command"]](tx, deadline["stream"], deadline["args"])
                tx.flush()
                outcome["is"] = "done"
            except Refused as refusal:
                outcome["is"], outcome["rule"] = "refused", refusal.rule

        with patience():
            transact(self._store.db.client, attempt)
        if outcome:
            DEADLINES_FIRED.labels(self._store.service, outcome["is"]).inc()
            log.info("deadline %s: %s", deadline["_id"], outcome.get("rule", "done"))


def parked(db: Database) -> list[dict]:
    """Those that have waited longest for an operator, {_id, command, due, parked: {error, at}}; the first of many."""
    return list(db.deadlines.find(WAITING, {"args": 0}).sort("parked.at", 1).limit(SHOWN_PARKED))


def count_parked(db: Database) -> int:
    return db.deadlines.count_documents(WAITING)
