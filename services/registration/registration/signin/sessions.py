"""Who may sign in, and for how long: the collections `credentials` and `refresh_tokens`.

Neither is ever in an event. A login is the keyed hash of the e-mail address; a refresh token
is kept as its SHA-256 and is good once: one that comes a second time was stolen, so
its whole family ends. Real time throughout.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from asnkit.events import Refused
from pymongo.database import Database

from .passwords import matches

LASTS = timedelta(hours=12)
FAILURES_ALLOWED = 10
PAUSE = timedelta(minutes=15)


def add_credentials(db: Database, session, login: str, person: str, hashed: str) -> None:
    document = {"_id": login, "person": person, "hash": hashed, "failures": 0, "paused_until": None}
    db.credentials.insert_one(document, session=session)


def check_password(db: Database, pepper: bytes, login: str, password: str) -> str:
    """The person's id. Raises Refused: 401 when login and password do not fit, 429 after too many tries.

    A try is counted before the password is looked at, in one update: guesses that come together count one by one.
    """
    found = _count_try(db, login)
    if matches(pepper, password, found["hash"] if found else None):
        db.credentials.update_one({"_id": login}, {"$set": {"failures": 0, "paused_until": None}})
        return found["person"]
    raise Refused("tidak-cocok", "Surel atau kata sandi tidak cocok.", "password", status=401)


def _count_try(db: Database, login: str) -> dict | None:
    """The credentials, None for an unknown login. Raises Refused 429 while the login is paused."""
    now = datetime.now(UTC)
    free = {"_id": login, "$or": [{"paused_until": None}, {"paused_until": {"$lte": now}}]}
    before = {"$cond": [{"$eq": ["$paused_until", None]}, "$failures", 0]}
    paused = {"$cond": [{"$gte": ["$failures", FAILURES_ALLOWED]}, now + PAUSE, None]}
    counted = [{"$set": {"failures": {"$add": [before, 1]}}}, {"$set": {"paused_until": paused}}]
    found = db.credentials.find_one_and_update(free, counted)
    if found is None and db.credentials.find_one({"_id": login}, {"_id": 1}):
        minutes = int(PAUSE.total_seconds() // 60)
        raise Refused("terlalu-sering-gagal", f"Terlalu sering gagal. Coba lagi {minutes} menit lagi.", status=429)
    return found


def begin(db: Database, person: str) -> tuple[str, str, str]:
    """(person, session, refresh token) of a new sign-in; those that have ended are forgotten."""
    db.refresh_tokens.delete_many({"person": person, "ends": {"$lt": datetime.now(UTC)}})
    session = secrets.token_hex(8)
    return person, session, _add(db, person, session)


def alive(db: Database, session: str) -> bool:
    """Whether a sign-in stands: nobody signed out, nothing was stolen, the person is not erased."""
    return db.refresh_tokens.find_one({"family": session, "ends": {"$gt": datetime.now(UTC)}}, {"_id": 1}) is not None


def renew(db: Database, token: str) -> tuple[str, str, str]:
    """(person, session, next refresh token). Raises Refused 401."""
    key = _key(token)
    found = db.refresh_tokens.find_one_and_update(
        {"_id": key, "used": False, "ends": {"$gt": datetime.now(UTC)}}, {"$set": {"used": True}}
    )
    if found is None:
        stolen = db.refresh_tokens.find_one({"_id": key, "used": True})
        if stolen:
            db.refresh_tokens.delete_many({"family": stolen["family"]})
        raise Refused("sesi-berakhir", "Sesi Anda sudah berakhir. Masuk kembali.", "refresh_token", status=401)
    return found["person"], found["family"], _add(db, found["person"], found["family"])


def end(db: Database, token: str) -> None:
    """Forget the token's family; harmless when it is unknown."""
    found = db.refresh_tokens.find_one({"_id": _key(token)})
    if found:
        db.refresh_tokens.delete_many({"family": found["family"]})


def _add(db: Database, person: str, family: str) -> str:
    token = secrets.token_urlsafe(32)
    ends = datetime.now(UTC) + LASTS
    document = {"_id": _key(token), "person": person, "family": family, "ends": ends, "used": False}
    db.refresh_tokens.insert_one(document)
    return token


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
