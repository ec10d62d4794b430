"""All faults of a refused file, kept for an hour for whoever uploaded it: an answer tells the first ones only.

Nothing else of the file is kept. A fault names rows, headings and what is wrong, and no person.
"""

import secrets
import zlib
from datetime import UTC, datetime

import orjson
from bson.binary import Binary
from pymongo import IndexModel
from pymongo.database import Database

from ..events import Refused
from .faults import SHOWN

COLLECTION = "fault_files"
SECONDS = 3_600
INDEXES = [IndexModel("at", expireAfterSeconds=SECONDS)]
COLUMNS = ("Baris", "Kolom", "Kesalahan")
NONE = {"errors": [], "faults": 0, "fault_file": None}
"""What an answer says of a file without faults."""


def keep(db: Database, actor: str, errors: list[dict]) -> dict:
    """What an answer says of `errors` ({row, column, message}): the first, how many there are, the id of the file."""
    if not errors:
        return NONE
    id = secrets.token_urlsafe(18)
    packed = zlib.compress(orjson.dumps([[one["row"], one["column"], one["message"]] for one in errors]), 1)
    db[COLLECTION].insert_one({"_id": id, "actor": actor, "at": datetime.now(UTC), "faults": Binary(packed)})
    return {"errors": errors[:SHOWN], "faults": len(errors), "fault_file": id}


def rows(db: Database, actor: str, id: str) -> list[list]:
    """(row, column, message) of each, under COLUMNS. Raises Refused when there is none of this actor's any more."""
    found = db[COLLECTION].find_one({"_id": id, "actor": actor})
    if found is None:
        raise Refused(
            "kesalahan-tidak-ada", "Daftar kesalahan ini sudah tidak disimpan; unggah berkasnya lagi.", status=404
        )
    kept = orjson.loads(zlib.decompress(found["faults"]))
    return [[row, column or "(seluruh baris)", message] for row, column, message in kept]
