"""How often somebody may try.

A document of the collection `tries` is {_id: keyed hash of limit and whom it counts, count, until}. Each try is counted
before anything is looked at, in one update, so that tries that come together count one by one; what went well is given
back. Real time throughout.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pymongo import IndexModel, ReturnDocument
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from .events import Refused

COLLECTION = "tries"
INDEXES = [IndexModel([("until", 1)], expireAfterSeconds=0)]


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` tries in the time `per`, from the first of them on."""

    name: str
    most: int
    per: timedelta


@dataclass(frozen=True, slots=True)
class Try:
    """One that was counted: `until` says in which round."""

    id: str
    until: datetime


def count(db: Database, key: bytes, limit: Limit, *whom: str) -> Try:
    """Raises Refused 429 where the limit is passed."""
    now = datetime.now(UTC)
    id = hmac.digest(key, "\n".join(("tries", limit.name, *whom)).encode(), hashlib.sha256).hex()
    over = {"$lte": [{"$ifNull": ["$until", now]}, now]}
    counted = {
        "count": {"$cond": [over, 1, {"$add": ["$count", 1]}]},
        "until": {"$cond": [over, now + limit.per, "$until"]},
    }
    found = _update(db, id, [{"$set": counted}])
    if found["count"] > limit.most:
        minutes = -(-int((found["until"] - now).total_seconds()) // 60) or 1
        raise Refused("terlalu-sering-gagal", f"Terlalu sering dicoba. Coba lagi {minutes} menit lagi.", status=429)
    return Try(id, found["until"])


def give_back(db: Database, one: Try) -> None:
    """A try that went well is none; in a later round than its own there is nothing to give back."""
    db.tries.update_one({"_id": one.id, "until": one.until}, {"$inc": {"count": -1}})


def _update(db: Database, id: str, change: list[dict]) -> dict:
    try:
        return db.tries.find_one_and_update({"_id": id}, change, upsert=True, return_document=ReturnDocument.AFTER)
    except DuplicateKeyError:  # two first tries at once: the other one made the document
        return db.tries.find_one_and_update({"_id": id}, change, return_document=ReturnDocument.AFTER)
