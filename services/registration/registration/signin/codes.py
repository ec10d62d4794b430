"""Codes that go to an address in a letter and come back, each once.

A code is an HMAC of a random challenge with a key from outside the database: it stands nowhere, and the same letter can
be written twice. A document of the collection `codes` is {_id: random, purpose, login, challenge, ends, tries, used},
with what else its purpose needs: what waits for a code, whoever has the login, or nobody. Each try is counted before it
is looked at, in one update. Real time.
"""

import hashlib
import hmac
import secrets
import uuid
from datetime import UTC, datetime, timedelta

from asnkit.commits import Tx
from asnkit.events import Refused
from pymongo.database import Database

TRIES = 5


def ended() -> Refused:
    return Refused("kode-berakhir", "Kode ini sudah tidak berlaku. Minta kode baru.", "code", status=422)


def wrong() -> Refused:
    return Refused("kode-salah", "Kode tidak cocok. Periksa surat yang terakhir.", "code", status=422)


def issue(tx: Tx, purpose: str, login: str, lasts: timedelta, **more) -> dict:
    """What waits for a new code, as the collection keeps it."""
    ends = datetime.now(UTC) + lasts
    waiting = {"_id": str(uuid.uuid4()), "purpose": purpose, "login": login, "challenge": secrets.token_hex(16)}
    waiting |= {"ends": ends, "tries": 0, "used": False, **more}
    tx.db.codes.insert_one(waiting, session=tx.session)
    return waiting


def check(db: Database, pepper: bytes, purpose: str, id: str, code: str, digits: int) -> dict:
    """What waited for this code. Raises Refused 422 when it is not the code, or none is good any more."""
    free = {"_id": id, "purpose": purpose, "ends": {"$gt": datetime.now(UTC)}, "tries": {"$lt": TRIES}}
    found = db.codes.find_one_and_update(free, {"$inc": {"tries": 1}})
    if found is None:
        raise ended()
    if not hmac.compare_digest(code_of(pepper, found["challenge"], digits), code):
        raise wrong()
    db.codes.update_one({"_id": id}, {"$inc": {"tries": -1}})
    return found


def use(tx: Tx, id: str, login: str) -> None:
    """Use a code up, and every other one of its login; it stays until its end, for the same form sent again.

    Raises Refused 422 where it was used.
    """
    over = {"$set": {"used": True}}
    if not tx.db.codes.update_one({"_id": id, "used": False}, over, session=tx.session).modified_count:
        raise ended()
    tx.db.codes.update_many({"login": login, "used": False}, over, session=tx.session)


def code_of(pepper: bytes, challenge: str, digits: int) -> str:
    digest = hmac.digest(pepper, f"code\n{challenge}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest) % 10**digits:0{digits}d}"
