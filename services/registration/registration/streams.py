"""Reading states by what they hold. States are written with their events, so never stale.

The indexes that these queries use are in wiring.py.
"""

from asnkit.events import Refused
from pymongo.database import Database


def uuid_of(stream: str) -> str:
    return stream.partition("-")[2]


def one(db: Database, aggregate: str, session=None, **wanted) -> tuple[str, dict] | None:
    """(stream, state) of the stream whose state has these values; the newest if several have."""
    query = {"aggregate": aggregate, **{f"data.{name}": value for name, value in wanted.items()}}
    found = db.state.find_one(query, session=session, sort=[("_id", -1)])
    return (found["_id"], found["data"]) if found else None


def every(db: Database, aggregate: str, session=None, **wanted) -> list[tuple[str, int, dict]]:
    """(stream, version, state), oldest first."""
    query = {"aggregate": aggregate, **{f"data.{name}": value for name, value in wanted.items()}}
    return [(d["_id"], d["version"], d["data"]) for d in db.state.find(query, session=session).sort("_id", 1)]


def count(db: Database, aggregate: str, session=None, **wanted) -> int:
    query = {"aggregate": aggregate, **{f"data.{name}": value for name, value in wanted.items()}}
    return db.state.count_documents(query, session=session)


def period(db: Database, code: str, session=None) -> dict:
    """The state of a period. Raises Refused 404."""
    found = one(db, "period", session, code=code)
    if found is None:
        raise Refused("periode-tidak-ada", f"Periode {code} tidak ditemukan.", "period", status=404)
    return found[1]


def seen(tx) -> int:
    """The version that the caller saw of what the command changes. Raises Refused 428 without If-Match."""
    if tx.if_match is None:
        raise Refused(
            "versi-wajib",
            "Kirim header If-Match berisi ETag dari keadaan terakhir yang Anda lihat.",
            field="If-Match",
            status=428,
        )
    return tx.if_match


def versioned(body: dict, version: int) -> tuple[dict, dict]:
    """An answer with its stream's version as ETag, for a later If-Match.

    For what also depends on other streams or on the time: unlike with_etag it is never 304.
    """
    return body, {"ETag": f'"{version}"'}
