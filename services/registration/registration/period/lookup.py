"""Finding a period by its code, as people and events name it."""

from asnkit import states
from asnkit.events import Refused
from pymongo.database import Database


def period_of(db: Database, code: str, session=None) -> dict:
    """The state of a period. Raises Refused 404."""
    found = states.one(db, "period", session, code=code)
    if found is None:
        raise Refused("periode-tidak-ada", f"Periode {code} tidak ditemukan.", "period", status=404)
    return found[1]
