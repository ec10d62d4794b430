"""How often somebody may try: by where they ask from, and by the device that they signed in on before.

A document of the collection `tries` is {_id: keyed hash of limit and whom it counts, count, until}. Each try is counted
before anything is looked at, in one update, so that tries that come together count one by one; what went well is given
back. Nothing counts against an account as a whole: whoever floods somebody's address keeps out nobody but
themselves. Numbers are rules of this project, of no decree. Real time throughout.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from asnkit.events import Refused
from pymongo import ReturnDocument
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from . import devices


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` tries in the time `per`, from the first of them on."""

    name: str
    most: int
    per: timedelta


PASSWORDS = Limit("passwords", 10, timedelta(minutes=15))
"""Wrong ones for one address, from one source; and, apart from that, from one device that is known."""

SIGN_INS = Limit("sign-ins", 100, timedelta(minutes=15))
"""Wrong ones from one source, for whatever addresses. A school, a village or a telephone network may be one source."""

ACCOUNTS = Limit("accounts", 100, timedelta(hours=1))
"""From one source, that are not proved."""

CODES = Limit("codes", 50, timedelta(hours=1))
"""Wrong ones and further ones from one source, for whatever accounts."""


RECOVERIES = Limit("recoveries", 5, timedelta(hours=1))
"""Codes for a new password, for one address: asked for from one source, and, apart from that, on one known device."""

LETTERS = Limit("letters", 50, timedelta(hours=1))
"""The same from one source, for whatever addresses."""


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


def count_around(db: Database, key: bytes, one: Limit, all: Limit, login: str, source: str, device: str) -> list[Try]:
    """A try for one login. A device that is known there counts by itself, others by where they are. Raises Refused."""
    known = devices.number_of(key, login, device)
    if known:
        return [count(db, key, one, login, f"device {known}")]
    return [count(db, key, one, login, source), count(db, key, all, source)]


def give_back(db: Database, one: Try) -> None:
    """A try that went well is none; in a later round than its own there is nothing to give back."""
    db.tries.update_one({"_id": one.id, "until": one.until}, {"$inc": {"count": -1}})


def _update(db: Database, id: str, change: list[dict]) -> dict:
    try:
        return db.tries.find_one_and_update({"_id": id}, change, upsert=True, return_document=ReturnDocument.AFTER)
    except DuplicateKeyError:  # two first tries at once: the other one made the document
        return db.tries.find_one_and_update({"_id": id}, change, return_document=ReturnDocument.AFTER)
