"""Who may sign in, and for how long: the collections `credentials` and `refresh_tokens`.

Neither is ever in an event. A login is the keyed hash of the e-mail address. A refresh token says itself who it is for
and of which family; its row lies under a keyed hash of all of it, so that nobody makes or changes one in the database.
It is good once: one that comes a second time was stolen, so its whole family ends. Real time throughout.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from asnkit.events import Refused
from pymongo.database import Database

from . import limits
from .passwords import hash_password, matches

LASTS = timedelta(hours=12)


def add_credentials(db: Database, session, login: str, person: str, hashed: str) -> None:
    document = {"_id": login, "person": person, "hash": hashed, "bound": True}
    db.credentials.insert_one(document, session=session)


def check_password(db: Database, pepper: bytes, login: str, password: str, source: str, device: str) -> str | None:
    """The person's id; None when login and password do not fit. Raises Refused 429 after too many tries.

    A try is counted before the password is looked at, and costs the same whether anybody has this login or not.
    """
    tries = limits.count_around(db, pepper, limits.PASSWORDS, limits.SIGN_INS, login, source, device)
    found = db.credentials.find_one({"_id": login})
    person, hashed = (found["person"], found["hash"]) if found else ("", None)
    bound = not found or found.get("bound")
    if matches(pepper, person if bound else None, password, hashed) and (bound or _bind(db, found, pepper, password)):
        for one in tries:
            limits.give_back(db, one)
        return person
    return None


def _bind(db: Database, found: dict, pepper: bytes, password: str) -> bool:
    """Bind a hash of the first release to its person; False where that release did not make the account."""
    person = found["person"]
    if not db.state.find_one({"_id": f"account-{person}", "data.proof": None}, {"_id": 1}):
        return False
    bound = {"hash": hash_password(pepper, person, password), "bound": True}
    db.credentials.update_one({"_id": found["_id"]}, {"$set": bound})
    return True


def begin(db: Database, pepper: bytes, person: str) -> tuple[str, str, str]:
    """(person, session, refresh token) of a new sign-in; those that have ended are forgotten."""
    db.refresh_tokens.delete_many({"person": person, "ends": {"$lt": datetime.now(UTC)}})
    session = secrets.token_hex(8)
    return person, session, _add(db, pepper, person, session)


def alive(db: Database, session: str) -> bool:
    """Whether a sign-in stands: nobody signed out, nothing was stolen, the person is not erased."""
    return db.refresh_tokens.find_one({"family": session, "ends": {"$gt": datetime.now(UTC)}}, {"_id": 1}) is not None


def renew(db: Database, pepper: bytes, token: str) -> tuple[str, str, str]:
    """(person, session, next refresh token). Raises Refused 401."""
    key, (family, person) = _key(pepper, token), _told(token)
    found = db.refresh_tokens.find_one_and_update(
        {"_id": key, "used": False, "ends": {"$gt": datetime.now(UTC)}}, {"$set": {"used": True}}
    )
    if found is None:
        if db.refresh_tokens.find_one({"_id": key, "used": True}, {"_id": 1}):
            db.refresh_tokens.delete_many({"family": family})
        raise Refused("sesi-berakhir", "Sesi Anda sudah berakhir. Masuk kembali.", "refresh_token", status=401)
    return person, family, _add(db, pepper, person, family)


def end(db: Database, pepper: bytes, token: str) -> None:
    """Forget the token's family; harmless when it is unknown."""
    if db.refresh_tokens.find_one({"_id": _key(pepper, token)}, {"_id": 1}):
        db.refresh_tokens.delete_many({"family": _told(token)[0]})


def _add(db: Database, pepper: bytes, person: str, family: str) -> str:
    token = f"{family}.{person}.{secrets.token_urlsafe(32)}"
    ends = datetime.now(UTC) + LASTS
    document = {"_id": _key(pepper, token), "person": person, "family": family, "ends": ends, "used": False}
    db.refresh_tokens.insert_one(document)
    return token


def _told(token: str) -> tuple[str, str]:
    """(family, person) as the token says; true of a token whose row is there."""
    family, _, rest = token.partition(".")
    return family, rest.partition(".")[0]


def _key(pepper: bytes, token: str) -> str:
    return hmac.new(pepper, f"refresh\n{token}".encode(), hashlib.sha256).hexdigest()
