"""Proving an address: a code goes there in a letter, and comes back.

The collection `challenges` has one document for each account whose address is not proved: the login that it wants, the
password's hash that waits for it, and the newest code's challenge. A code is an HMAC of its challenge with a key from
outside the database: it stands nowhere, and the same letter can be written twice. Each try is counted before it is
looked at, in one update. Real time throughout.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta

from asnkit.commits import Tx
from asnkit.events import Refused, uuid_of
from pymongo.database import Database

from ..signin.codes import code_of, ended, wrong
from ..signin.limits import Try, give_back
from ..signin.passwords import matches
from ..signin.sessions import add_credentials
from .domain import UNPROVED_LASTS, CorrectAddress, Lapse, ProveAddress
from .erasure import forget

CODE_LASTS = timedelta(minutes=10)
CODE_DIGITS = 6
TRIES = 5
CODES = 5
"""For one account; whoever needs more opens it anew."""

LETTER = "code"
LAPSE = "lapse-account"


def begin(tx: Tx, stream: str, login: str, hashed: str, counted: Try) -> None:
    """Let an account that was just created wait for its proof, and the first code go out.

    `counted` is given back with the proof: what limits a source is accounts that nobody proves.
    """
    waiting = {"login": login, "hash": hashed, "sent": 0, "until": datetime.now(UTC) + UNPROVED_LASTS}
    waiting["counted"] = {"id": counted.id, "until": counted.until}
    tx.db.challenges.insert_one({"_id": uuid_of(stream), **waiting}, session=tx.session)
    tx.deadline(stream, "proof", tx.now + UNPROVED_LASTS, LAPSE, {})
    send_code(tx, stream)


def send_code(tx: Tx, stream: str) -> None:
    """A new code instead of the last one; nothing for an account that waits for none. Raises Refused 429."""
    now, person = datetime.now(UTC), uuid_of(stream)
    waiting = tx.db.challenges.find_one({"_id": person, "until": {"$gt": now}}, session=tx.session)
    if waiting is None or waiting.get("proved"):
        return
    if waiting["sent"] >= CODES:
        raise Refused("kode-terlalu-sering", "Terlalu banyak kode untuk akun ini. Buat akun sekali lagi.", status=429)
    fresh = {"challenge": secrets.token_hex(16), "ends": now + CODE_LASTS, "tries": 0}
    tx.db.challenges.update_one({"_id": person}, {"$set": fresh, "$inc": {"sent": 1}}, session=tx.session)
    tx.letter(LETTER, {"person": person, "challenge": fresh["challenge"]}, fresh["ends"])


def unproved_by(db: Database, pepper: bytes, person: str, password: str) -> bool:
    """Whether this account waits for its proof and was opened with this password; the same work where it does not."""
    waiting = db.challenges.find_one({"_id": person, "until": {"$gt": datetime.now(UTC)}}, {"hash": 1})
    return matches(pepper, person, password, waiting["hash"] if waiting else None)


def correct(tx: Tx, stream: str, login: str, email: dict) -> None:
    """Another address for an account that waits for its proof, and the next code to it; `email` is sealed."""
    tx.decide(stream, CorrectAddress(email))
    tx.db.challenges.update_one({"_id": uuid_of(stream)}, {"$set": {"login": login}}, session=tx.session)
    send_code(tx, stream)


def check(db: Database, pepper: bytes, person: str, code: str) -> str:
    """The login that the code proves. Raises Refused 422 when this is not the code, or none is good any more."""
    now = datetime.now(UTC)
    free = {"_id": person, "ends": {"$gt": now}, "tries": {"$lt": TRIES}}
    found = db.challenges.find_one_and_update(free, {"$inc": {"tries": 1}})
    if found is None:
        raise ended()
    if not hmac.compare_digest(code_of(pepper, found["challenge"], CODE_DIGITS), code):
        raise wrong()
    db.challenges.update_one({"_id": person}, {"$inc": {"tries": -1}})
    return found["login"]


def prove(tx: Tx, stream: str) -> None:
    """The address, and with it the login, is this account's from now on."""
    waiting = tx.db.challenges.find_one({"_id": uuid_of(stream)}, session=tx.session)
    tx.decide(stream, ProveAddress())
    login, taken = waiting["login"], Refused("surel-terdaftar", "Surel ini sudah mempunyai akun. Masuklah.", "code")
    if tx.db.claims.find_one({"_id": login}, {"_id": 1}, session=tx.session):
        raise taken
    tx.claim(login, stream, taken)
    add_credentials(tx.db, tx.session, login, uuid_of(stream), waiting["hash"])
    tx.cancel(stream, "proof")
    # What is left lets the same form come a second time.
    over = {"$set": {"proved": True, "hash": None, "until": waiting["ends"]}}
    tx.db.challenges.update_one({"_id": uuid_of(stream)}, over, session=tx.session)


def settle(db: Database, person: str) -> None:
    """A proved account does not count against its source any more; outside the proof's transaction, where many meet."""
    found = db.challenges.find_one_and_update({"_id": person, "proved": True}, {"$unset": {"counted": 1}})
    if found and "counted" in found:
        give_back(db, Try(**found["counted"]))


def lapse(tx: Tx, stream: str, _args: dict) -> None:
    if tx.decide(stream, Lapse()):
        forget(tx, stream, uuid_of(stream))
