"""What registration said of an application, kept as it was signed until its list is announced.

The collection is a waiting room and no record: every use checks the signature again, so a row that somebody wrote
by hand admits nobody and keeps nobody out.
"""

import hashlib

from asnkit.errors import Unsigned
from asnkit.events import Event, uuid_of
from asnkit.keyring import Keyring
from asnkit.messages import Delivery
from bson.binary import Binary
from pymongo.database import Database

SERVICE = "registration"
VERIFIED, WITHDRAWN = "registration.application.verified", "registration.application.withdrawn"


def keep(db: Database, session, delivery: Delivery) -> None:
    """The newest verdict on an application."""
    number = delivery.event.data["participant_no"]
    change = {"$set": {"participant_no": number, "verified": _signed(delivery)}}
    db.verdicts.update_one({"_id": uuid_of(delivery.event.subject)}, change, upsert=True, session=session)


def keep_withdrawal(db: Database, session, delivery: Delivery) -> None:
    change = {"$set": {"withdrawn": _signed(delivery)}}
    db.verdicts.update_one({"_id": uuid_of(delivery.event.subject)}, change, session=session)


def of_number(db: Database, participant_no: str, session=None) -> dict | None:
    return db.verdicts.find_one({"participant_no": participant_no}, session=session)


def take(db: Database, session, application: str, candidate: str) -> dict:
    """The row, written as well: a withdrawal at the same moment and this admission exclude each other."""
    return db.verdicts.find_one_and_update({"_id": application}, {"$set": {"candidate": candidate}}, session=session)


def verified(row: dict, keyring: Keyring) -> Event:
    """The verdict. Raises Unsigned."""
    return _open(row, "verified", VERIFIED, keyring)


def withdrawn(row: dict, keyring: Keyring) -> bool:
    """Whether the applicant withdrew. Raises Unsigned."""
    return "withdrawn" in row and bool(_open(row, "withdrawn", WITHDRAWN, keyring))


def _signed(delivery: Delivery) -> dict:
    return {"raw": Binary(delivery.raw), "note": delivery.note, "path": delivery.path}


def _open(row: dict, field: str, name: str, keyring: Keyring) -> Event:
    signed = row[field]
    raw = bytes(signed["raw"])
    keyring.check(SERVICE, signed["note"], signed["path"], hashlib.sha256(raw).digest())
    event = Event.parse(raw)
    if (event.service, event.name, event.subject) != (SERVICE, name, f"application-{row['_id']}"):
        raise Unsigned(f"verdicts/{row['_id']}: {field} is another event")
    return event
