"""What is to be sent to whom: one document for each event and endpoint, put down with the consumer's own cursor.

The collection `deliveries`: {_id: "<endpoint>/<event>", endpoint, event, topic, type, subject, version, body: the
event's bytes, status, tries: how often it was sent, last: {at, outcome} or None, at, due, expires (real time)}. Of one
subject only the first that waits is sent: the next one follows when it is through. `targets` has, for each endpoint
that fails, {_id, failures: in a row, since: of the first of them}.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from asnkit import states
from asnkit.events import format_time, uuid_of
from asnkit.messages import Delivery
from asnkit.service import Runtime
from bson.binary import Binary
from pymongo import IndexModel, UpdateOne
from pymongo.database import Database

from ..agency.domain import GRANTED, PAUSED, TOPICS
from ..endpoint.domain import KEPT

COLLECTION, TARGETS = "deliveries", "targets"
WAITING, DELIVERED, FAILED, WITHDRAWN = STATUSES = "waiting", "delivered", "failed", "withdrawn"
CHECKPOINTS = "asn.checkpoints"
SENT = tuple(topic for topic in TOPICS if topic != CHECKPOINTS)
"""Checkpoints are no events; whoever wants them reads Kafka or the log's files."""
AGAIN = {"status": WAITING, "tries": 0}
"""What is sent once more begins anew."""
KEPT_FOR = timedelta(days=30)
"""Whatever came of it; real time."""
INDEXES = [
    IndexModel([("expires", 1)], expireAfterSeconds=0),
    IndexModel([("status", 1), ("due", 1)]),
    IndexModel([("endpoint", 1), ("status", 1), ("subject", 1), ("version", 1)]),
    IndexModel([("endpoint", 1), ("at", -1), ("_id", -1)]),
    IndexModel([("endpoint", 1), ("status", 1), ("at", -1), ("_id", -1)]),
]


class Collecting:
    """The handler of the consumer `webhooks`: what endpoints wait for is put down, each once."""

    def __init__(self, runtime: Runtime):
        self._runtime = runtime

    def handles(self, event) -> bool:
        return True

    def apply(self, deliveries: list[Delivery], session) -> None:
        wanted = list(self._wanted(session)) if deliveries else []
        rows = [row(self._runtime, id, one) for one in deliveries for id, wants in wanted if wants(one)]
        if rows:
            put_down(self._runtime.db, rows, session)

    def _wanted(self, session) -> Iterable:
        """(id, whether it wants a delivery) of each endpoint that gets something, now or after a pause."""
        db = self._runtime.db
        for stream, _, endpoint in states.every(db, "endpoint", session, status={"$in": list(KEPT)}):
            agency = self._runtime.store.load(f"agency-{endpoint['agency']}", session).state
            if agency["status"] in (GRANTED, PAUSED):
                yield uuid_of(stream), lambda one, wants=endpoint, given=agency: self._fits(one, wants, given)

    def _fits(self, one: Delivery, endpoint: dict, agency: dict) -> bool:
        event = one.event
        topic = self._runtime.contracts.owners.topic(event.subject)
        return event.name in endpoint["types"] and topic in agency["topics"] and event.time >= endpoint["since"]


def row(runtime: Runtime, endpoint: str, one: Delivery) -> dict:
    event, now = one.event, runtime.clock.now()
    return {
        "_id": f"{endpoint}/{event.id}",
        "endpoint": endpoint,
        "event": event.id,
        "topic": runtime.contracts.owners.topic(event.subject),
        "type": event.name,
        "subject": event.subject,
        "version": event.streamversion,
        "body": Binary(one.raw),
        "status": WAITING,
        "tries": 0,
        "last": None,
        "at": format_time(now),
        "due": now,
        "expires": datetime.now(UTC) + KEPT_FOR,
    }


def put_down(db: Database, rows: list[dict], session) -> int:
    """How many were not there yet: a replay may have come before the consumer, or the other way round."""
    new = [UpdateOne({"_id": one["_id"]}, {"$setOnInsert": one}, upsert=True) for one in rows]
    return db[COLLECTION].bulk_write(new, session=session).upserted_count


def waiting(db: Database, endpoint: str, most: int) -> int:
    return db[COLLECTION].count_documents({"endpoint": endpoint, "status": WAITING}, limit=most)


def due_endpoints(db: Database, now: datetime) -> list[str]:
    return db[COLLECTION].distinct("endpoint", {"status": WAITING, "due": {"$lte": now}})


def heads(db: Database, endpoint: str, now: datetime, limit: int) -> list[dict]:
    """Of each subject the first that waits, if its time has come; the longest waiting first."""
    steps = [
        {"$match": {"endpoint": endpoint, "status": WAITING}},
        {"$sort": {"subject": 1, "version": 1}},
        {"$group": {"_id": "$subject", "id": {"$first": "$_id"}, "due": {"$first": "$due"}, "at": {"$first": "$at"}}},
        {"$match": {"due": {"$lte": now}}},
        {"$sort": {"at": 1, "_id": 1}},
        {"$limit": limit},
    ]
    found = [one["id"] for one in db[COLLECTION].aggregate(steps)]
    documents = {one["_id"]: one for one in db[COLLECTION].find({"_id": {"$in": found}})}
    return [documents[id] for id in found if id in documents]


def put_off(db: Database, endpoint: str, due: datetime, **more) -> None:
    """What waits there (`more`: of one subject) is looked at again then."""
    wanted = {"endpoint": endpoint, "status": WAITING, "due": {"$lt": due}, **more}
    db[COLLECTION].update_many(wanted, {"$set": {"due": due}})


def drop(db: Database, endpoint: str) -> None:
    db[COLLECTION].delete_many({"endpoint": endpoint})
    db[TARGETS].delete_one({"_id": endpoint})
