"""Signs that an answer may not be one visitor's: judged as it arrives, from counters that expire. Nothing is refused.

Only the flags enter the event. Who sent it is counted under keyed hashes: those of a burst for a minute, those of
coming again under a key that dies with its day (WIB, real time), after which nobody can say that two answers of
different days came from one telephone. Numbers are rules of this project, of no decree (docs/rules.md §5.1).
"""

import hashlib
import hmac
import os
from datetime import UTC, datetime, timedelta

from asnkit.events import Refused
from asnkit.limits import COLLECTION, Limit, count
from asnkit.service import Runtime
from asnkit.wib import day_ends, wib_date
from bson.binary import Binary
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from .domain import AGAIN, BURST, FAST

BURSTS = {
    "web": Limit("survey answers", 20, timedelta(minutes=1)),
    "applicant": Limit("survey answers", 20, timedelta(minutes=1)),
    "counter": Limit("survey answers of a tablet", 300, timedelta(minutes=1)),
}
"""From one address, by channel: a tablet sends at once what it kept while the network was away."""
ONCE = Limit("survey answered", 1, timedelta(days=1))
A_QUESTION = timedelta(seconds=1)
"""Nobody reads and answers one faster."""
LONGEST = timedelta(days=1)
"""How long a stamp is good."""


def stamp(runtime: Runtime, survey: str, at: datetime | None = None) -> str:
    """When a form was shown: seconds (real time) with a keyed hash over them and the survey."""
    seconds = int((at or datetime.now(UTC)).timestamp())
    return f"{seconds}.{hmac.digest(_key(runtime), f'form/{survey}/{seconds}'.encode(), hashlib.sha256).hex()}"


def flags(runtime: Runtime, survey: str, channel: str, answered: int, told: str, source: str, device: str) -> list[str]:
    """Of BURST, AGAIN and FAST. Without a stamp (`told`) or a device nothing is said of speed or of coming again."""
    found = [BURST] if _passed(runtime, _key(runtime), BURSTS[channel], survey, source) else []
    if device and _passed(runtime, _key_of_today(runtime), ONCE, survey, source, device):
        found.append(AGAIN)
    age = _age(runtime, survey, told)
    if age is not None and age < answered * A_QUESTION:
        found.append(FAST)
    return found


def _passed(runtime: Runtime, key: bytes, limit: Limit, *whom: str) -> bool:
    try:
        count(runtime.db, key, limit, *whom)
    except Refused:
        return True
    return False


def _age(runtime: Runtime, survey: str, told: str) -> timedelta | None:
    if not told:
        return None
    since = datetime.fromtimestamp(int(told.partition(".")[0]), UTC)
    if not hmac.compare_digest(stamp(runtime, survey, since).encode(), told.encode()):
        return None
    passed = datetime.now(UTC) - since
    return passed if passed <= LONGEST else None


def _key_of_today(runtime: Runtime) -> bytes:
    """A random one; MongoDB takes it out when its day is over."""
    today = wib_date(datetime.now(UTC))
    tries, id = runtime.db[COLLECTION], f"key of {today.isoformat()}"
    if found := tries.find_one({"_id": id}):
        return bytes(found["key"])
    made = {"$setOnInsert": {"key": Binary(os.urandom(32)), "until": day_ends(today)}}
    try:
        return bytes(
            tries.find_one_and_update({"_id": id}, made, upsert=True, return_document=ReturnDocument.AFTER)["key"]
        )
    except DuplicateKeyError:  # two first answers at once: the other one made it
        return bytes(tries.find_one({"_id": id})["key"])


def _key(runtime: Runtime) -> bytes:
    return bytes.fromhex(runtime.settings.secret("hmac.key").decode())
