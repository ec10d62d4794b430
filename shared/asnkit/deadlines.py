"""What must happen at a time: one document per (stream, purpose), fired by one leader.

The outcome, a refusal too, is kept as the command's answer in the transaction that deletes the
deadline, so it happens once and can be shown.
"""

from collections.abc import Callable, Mapping

from pymongo import ASCENDING

from .commits import Context, Store, Tx
from .db import patience, transact
from .events import Refused
from .metrics import DEADLINES_FIRED

Command = Callable[[Tx, str, dict], None]


class Deadlines:
    """`table` is a service's DEADLINES: command name → fn(tx, stream, args)."""

    def __init__(self, store: Store, table: Mapping[str, Command]):
        self._store = store
        self._table = table

    def fire(self, limit: int = 50) -> int:
        """Carry out what is due by the business clock; returns how many."""
        with patience():
            now = self._store.clock.now()
            due = list(self._store.db.deadlines.find({"due": {"$lte": now}}).sort("due", ASCENDING).limit(limit))
        for deadline in due:
            self._fire(deadline)
        return len(due)

    def _fire(self, deadline: dict) -> None:
        identifier = f"{deadline['_id']}@{deadline['due'].isoformat()}"
        context = Context(f"service:{self._store.service}", identifier, identifier, answered=False)
        outcome = {}

        def attempt(session):
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
                self._store.db.commands.insert_one(
                    {
                        "_id": identifier,
                        "request_hash": "",
                        "status": "refused",
                        "rule": refusal.rule,
                        "stream": deadline["stream"],
                        "version": 0,
                        "events": [],
                        "promise": None,
                        "at": tx.now,
                    },
                    session=session,
                )
                outcome["is"] = "refused"

        with patience():
            transact(self._store.db.client, attempt)
        if outcome:
            DEADLINES_FIRED.labels(self._store.service, outcome["is"]).inc()
