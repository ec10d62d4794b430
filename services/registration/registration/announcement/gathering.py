"""What an announcement counts, read at one moment.

Verdicts and withdrawals are many and never held: the event names the versions that it counted, so one that commits
at the same time is on the list or it is not, and the list says which. That is why the list of a large period may be
read in a snapshot before the transaction, which has five seconds; when nothing is undecided and registration is over,
no verdict is missing from it.
"""

from asnkit import states
from asnkit.commits import Tx
from asnkit.content import sha256
from asnkit.events import Refused, uuid_of
from pymongo.database import Database

from ..period.lookup import found_period
from ..vacancy.lookup import closed_lines
from . import lists
from .domain import AFTER_OBJECTIONS, FILE_CHECK, Publish

COUNTED = {
    "version": 1,
    **{f"data.{name}": 1 for name in ("participant_no", "status", "first_verdict", "verdict")},
}


def to_publish(db: Database, body: dict) -> tuple[Publish, list[bytes], str]:
    """The command, the list and what it counted, to be kept with it, and the period as it was: "<stream>@<version>"."""
    with db.client.start_session(snapshot=True) as session:
        code, stage = body["period"], body["stage"]
        left_out = _of_closed_lines(db, code, session)
        submitted = [one for one in _submitted(db, code, session) if one["stream"] not in left_out]
        lines = lists.listed(submitted, stage)
        after = stage == AFTER_OBJECTIONS
        previous = states.one(db, "announcement", session, period=code, stage=FILE_CHECK) if after else None
        stream, version, period = found_period(db, code, session)
        kept = [lists.exact(lines), lists.counted(lines)]
        command = Publish(
            period=period,
            stage=stage,
            number=body["number"],
            title=body["title"],
            list_sha256=sha256(kept[0]),
            counted_sha256=sha256(kept[1]),
            counts=lists.counts(lines),
            undecided=sum(one["status"] == "submitted" for one in submitted),
            contested=states.count(db, "contest", session, period=code, status="open"),
            unanswered=states.count(db, "objection", session, period=code, status="filed"),
            previous_id=uuid_of(previous[0]) if previous else None,
            previous=previous[1] if previous else None,
        )
    return command, kept, f"{stream}@{version}"


def check_unmoved(tx: Tx, period: str) -> None:
    """Hold the period, which is as it was when the list was read. Raises Refused: it moves until the list is out."""
    stream, _, version = period.partition("@")
    if tx.hold(stream).version != int(version):
        raise Refused("periode-berubah", "Periode ini baru saja berubah; umumkan sekali lagi.")


def _submitted(db: Database, period: str, session):
    """From one index alone (wiring.py): no application's document is read."""
    query = {"aggregate": "application", "data.period": period, "data.participant_no": {"$gt": ""}}
    for document in db.state.find(query, COUNTED, session=session).batch_size(10_000):
        yield {**document["data"], "stream": document["_id"], "version": document["version"]}


def _of_closed_lines(db: Database, period: str, session) -> set[str]:
    """The streams of the applications for lines that were closed: nobody stands on a list by them."""
    closed = closed_lines(db, period, session)
    query = {"aggregate": "application", "data.vacancy": {"$in": closed}}
    return {one["_id"] for one in db.state.find(query, {"_id": 1}, session=session)} if closed else set()
