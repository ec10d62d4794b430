"""Sign-ins and failures on their way into the record.

A document of the collection `failures` is {_id: login, tries, since, number, due}: wrong passwords for a login, whoever
has it, until an hour is over or its owner signs in. Then they become one event, where somebody has that login.
"""

import uuid
from datetime import UTC, datetime, timedelta

from asnkit.commands import Context
from asnkit.commits import Tx
from asnkit.service import Runtime
from asnkit.tracing import current_traceparent, trace_of

from .domain import KNOWN, NEW, CountFailures, Enter

WINDOW = timedelta(hours=1)
AT_ONCE = 50


def note_failure(runtime: Runtime, login: str) -> None:
    """The same work whether anybody has this login or not."""
    first = {"since": runtime.clock.now(), "number": uuid.uuid4().hex, "due": datetime.now(UTC) + WINDOW}
    runtime.db.failures.update_one({"_id": login}, {"$inc": {"tries": 1}, "$setOnInsert": first}, upsert=True)


def record_entry(runtime: Runtime, person: str, login: str, known: bool, address: str) -> None:
    """What failed before is told first."""
    stream = f"access-{person}"
    sealed = runtime.vault.seal(person, stream, "address", address)

    def work(tx: Tx) -> None:
        failed = tx.db.failures.find_one_and_delete({"_id": login}, session=tx.session)
        if failed:
            tx.decide(stream, _counted(failed))
        tx.decide(stream, Enter(KNOWN if known else NEW, sealed))

    trace = current_traceparent()
    number = uuid.uuid4().hex
    runtime.store.run(Context(f"pelamar:{person}", number, trace_of(trace), traceparent=trace, answered=False), work)


def record_failures(runtime: Runtime) -> int:
    """Make an event of each sum whose hour is over; the number that were looked at."""
    due = list(runtime.db.failures.find({"due": {"$lte": datetime.now(UTC)}}).sort("due", 1).limit(AT_ONCE))
    for one in due:
        number = one["number"]
        context = Context(f"service:{runtime.service.name}", number, number, answered=False)
        runtime.store.run(context, lambda tx, one=one: _record(tx, one))
    return len(due)


def _record(tx: Tx, one: dict) -> None:
    same = {"_id": one["_id"], "number": one["number"]}
    failed = tx.db.failures.find_one_and_delete(same, session=tx.session)
    owner = tx.db.credentials.find_one({"_id": one["_id"]}, {"person": 1}, session=tx.session)
    if failed and owner:
        tx.decide(f"access-{owner['person']}", _counted(failed))


def _counted(failed: dict) -> CountFailures:
    return CountFailures(failed["tries"], failed["since"])
