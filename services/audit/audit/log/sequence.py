"""Sequencing: one entry for every event of every service, numbered from 0 without holes.

The entry's number is given in the transaction that moves the inbox cursor: an event gets exactly one, and
the numbers are the only total order in the system. What the log commits to, its leaf, is the SHA-256 of the event's
bytes and nothing else, so that the public files tell nothing; the bytes, who signed them, and what is searched lie
beside it.
"""

import hashlib
from functools import partial

from asnkit.events import Event
from asnkit.messages import Delivery
from bson.binary import Binary
from pymongo import ReturnDocument
from pymongo.database import Database


class Log:
    """The handler of the consumer `audit.log`."""

    def __init__(self, db: Database):
        self._db = db

    def handles(self, event: Event) -> bool:
        return True

    def apply(self, deliveries: list[Delivery], session) -> None:
        if not deliveries:
            return
        first = self._reserve(len(deliveries), session)
        entry = partial(self._entry, first)
        self._db.entries.insert_many(map(entry, range(len(deliveries)), deliveries), session=session)

    def _reserve(self, number: int, session) -> int:
        """The first of `number` consecutive indexes, in this transaction: an abort gives them back."""
        counter = self._db.sequence.find_one_and_update(
            {"_id": "entries"},
            {"$inc": {"next": number}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return counter["next"] - number

    def _entry(self, first: int, place: int, delivery: Delivery) -> dict:
        event = delivery.event
        return {
            "_id": first + place,
            "id": event.id,
            "name": event.name,
            "source": event.source,
            "subject": event.subject,
            "streamversion": event.streamversion,
            "time": event.time,
            "validtime": event.validtime,
            "actor": event.actor,
            "correlationid": event.correlationid,
            "causationid": event.causationid,
            "leaf": Binary(hashlib.sha256(delivery.raw).digest()),
            "bytes": Binary(delivery.raw),
            "note": delivery.note,
            "path": delivery.path,
        }
