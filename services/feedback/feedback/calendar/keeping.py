"""The amendments that count, and how clocks that run follow them: in batches, by deadlines one after the other."""

from datetime import date

from asnkit import states
from asnkit.commits import Tx
from pymongo.database import Database

from ..complaint.domain import RUNNING, Recount
from ..complaint.keeping import schedule
from ..rules.calendar import Amendment, Amendments
from .domain import AMENDED

RECOUNT = "calendar-recount"
BATCH = 50


def amendments(db: Database, session=None) -> Amendments:
    found = [state for _, _, state in states.every(db, "amendment", session, status=AMENDED)]
    return tuple(
        Amendment(one["year"], one["decree"], _days(one["added"]), _days(one["removed"]))
        for one in sorted(found, key=lambda one: one["at"])
    )


def begin(tx: Tx, stream: str) -> None:
    tx.deadline(stream, "recount", tx.now, RECOUNT, {"after": ""})


def recount(tx: Tx, stream: str, args: dict) -> None:
    """The next complaints whose clocks run, and a deadline for those after them."""
    wanted = {"aggregate": "complaint", "data.status": {"$in": list(RUNNING)}, "_id": {"$gt": args["after"]}}
    found = [one["_id"] for one in tx.db.state.find(wanted, {"_id": 1}, session=tx.session).sort("_id", 1).limit(BATCH)]
    now = amendments(tx.db, tx.session)
    for complaint in found:
        tx.decide(complaint, Recount(now))
        schedule(tx, complaint)
    if len(found) == BATCH:
        tx.deadline(stream, "recount", tx.now, RECOUNT, {"after": found[-1]})


def _days(listed: list[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in listed)
