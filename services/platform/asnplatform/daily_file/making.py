"""What everybody may know is put down line by line as it comes, and made a file when its day is over.

The collection `lines`: {_id: the event's id, topic, day: of its coming, WIB, subject, version, raw}. Whoever dies while
a file is made finds the same lines again, and so the same file.
"""

import uuid
from datetime import date

from asnkit import content, states
from asnkit.commands import Context
from asnkit.messages import Delivery
from asnkit.service import Runtime
from asnkit.wib import wib_date
from bson.binary import Binary
from pymongo import IndexModel

from .domain import Make

COLLECTION = "lines"
INDEXES = [IndexModel([("day", 1), ("topic", 1), ("subject", 1), ("version", 1)])]
MOST_LINES = 5_000
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/platform/daily")


class Writing:
    """The handler of the consumer `daily`."""

    def __init__(self, runtime: Runtime):
        self._runtime = runtime

    def handles(self, event) -> bool:
        return True

    def apply(self, deliveries: list[Delivery], session) -> None:
        day = wib_date(self._runtime.clock.now()).isoformat()
        topic_of = self._runtime.contracts.owners.topic
        lines = [
            {
                "_id": one.event.id,
                "topic": topic_of(one.event.subject),
                "day": day,
                "subject": one.event.subject,
                "version": one.event.streamversion,
                "raw": Binary(one.raw),
            }
            for one in deliveries
        ]
        if lines:
            self._runtime.db[COLLECTION].insert_many(lines, session=session)


def make(runtime: Runtime) -> int:
    """One file of the oldest day that is over; how many were made."""
    today = wib_date(runtime.clock.now()).isoformat()
    lines = runtime.db[COLLECTION]
    first = lines.find_one({"day": {"$lt": today}}, {"raw": 0}, sort=[("day", 1), ("topic", 1)])
    if first is None:
        return 0
    day, topic = first["day"], first["topic"]
    found = list(lines.find({"day": day, "topic": topic}).sort([("subject", 1), ("version", 1)]).limit(MOST_LINES))
    file = b"".join(bytes(one["raw"]) + b"\n" for one in found)
    part = states.count(runtime.db, "daily_file", topic=topic, day=day) + 1
    stream = f"daily_file-{uuid.uuid5(_NAMES, f'{topic} {day} {part}')}"
    command = Make(topic, date.fromisoformat(day), part, len(found), len(file), content.put(runtime.db, file))
    context = Context(f"service:{runtime.service.name}", f"{stream}/make", f"{stream}/make", answered=False)

    def work(tx):
        tx.decide(stream, command)
        lines.delete_many({"_id": {"$in": [one["_id"] for one in found]}}, session=tx.session)

    runtime.store.run(context, work)
    return 1
