"""What an announcement counts, read in one moment inside its transaction.

Verdicts and withdrawals are many and never held: the event names the versions that it counted, so one that commits
at the same time is on the list or it is not, and the list says which.
"""

from asnkit import states
from asnkit.commits import Tx
from asnkit.content import keep
from asnkit.events import uuid_of

from ..period.lookup import period_of
from . import lists
from .domain import AFTER_OBJECTIONS, FILE_CHECK, Publish

COUNTED = {
    "version": 1,
    **{f"data.{name}": 1 for name in ("participant_no", "status", "first_verdict", "verdict")},
}


def to_publish(tx: Tx, body: dict) -> Publish:
    """Keeps the list and what it counted, each by its hash."""
    code, stage = body["period"], body["stage"]
    period = period_of(tx.db, code, tx.session)
    lines = lists.listed(_submitted(tx, code), stage)
    previous = states.one(tx.db, "announcement", tx.session, period=code, stage=FILE_CHECK)
    replaces = stage == AFTER_OBJECTIONS and previous is not None
    return Publish(
        period=period,
        stage=stage,
        number=body["number"],
        title=body["title"],
        list_sha256=keep(tx, lists.exact(lines)),
        counted_sha256=keep(tx, lists.counted(lines)),
        counts=lists.counts(lines),
        undecided=states.count(tx.db, "application", tx.session, period=code, status="submitted"),
        unanswered=states.count(tx.db, "objection", tx.session, period=code, status="filed"),
        previous_id=uuid_of(previous[0]) if replaces else None,
        previous=previous[1] if replaces else None,
    )


def _submitted(tx: Tx, period: str):
    """From the index `announced` alone (wiring.py): no application's document is read."""
    query = {"aggregate": "application", "data.period": period, "data.participant_no": {"$gt": ""}}
    for document in tx.db.state.find(query, COUNTED, session=tx.session).batch_size(10_000):
        yield {**document["data"], "stream": document["_id"], "version": document["version"]}
