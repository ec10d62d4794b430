"""Sequencing: one entry for every event of every service, numbered from 0 without holes.

The entry's number is given in the transaction that moves the inbox cursor: an event gets exactly one, and
the numbers are the only total order in the system. The event's bytes are archived beside the
leaf that commits to them.
"""

import hashlib
from functools import partial

import orjson
from asnkit.events import Event
from asnkit.messages import Delivery
from bson.binary import Binary
from pymongo import ReturnDocument
from pymongo.database import Database
from tlog.tiles import ENTRY_LIMIT_BYTES
from tlog.tree import leaf_hash


def leaf(event: Event, raw: bytes) -> bytes:
    """What the log commits to: RFC 8785 canonical JSON of the envelope's core and SHA-256 (hex) of the bytes.

    Keys and values are ASCII by contract and there are no fractions, so sorted compact JSON is canonical.
    Raises ValueError when it is longer than an entry may be.
    """
    core = {
        "id": event.id,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "source": event.source,
        "streamversion": event.streamversion,
        "subject": event.subject,
        "time": event.time,
        "type": event.type,
    }
    content = orjson.dumps(core, option=orjson.OPT_SORT_KEYS)
    if len(content) > ENTRY_LIMIT_BYTES:
        raise ValueError(f"a leaf of {len(content)} bytes; a log takes {ENTRY_LIMIT_BYTES}")
    return content


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
        content = leaf(event, delivery.raw)
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
            "leaf": Binary(content),
            "hash": Binary(leaf_hash(content)),
            "bytes": Binary(delivery.raw),
        }
