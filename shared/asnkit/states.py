"""Reading states by what they hold. States are written with their events, so never stale.

For what must not be stale by a moment, by an index of the service's wiring.py, and for few rows: lists that people
page through are views.
"""

from collections.abc import Mapping
from typing import Any

from pymongo.database import Database

from .events import Refused
from .paging import page as page_of


def query(aggregate: str, wanted: Mapping[str, Any]) -> dict:
    """MongoDB's filter for the states of an aggregate that hold these values."""
    return {"aggregate": aggregate, **{f"data.{name}": value for name, value in wanted.items()}}


def one(db: Database, aggregate: str, session=None, **wanted) -> tuple[str, dict] | None:
    """(stream, state) of the stream whose state has these values; the newest if several have."""
    found = db.state.find_one(query(aggregate, wanted), session=session, sort=[("_id", -1)])
    return (found["_id"], found["data"]) if found else None


def every(db: Database, aggregate: str, session=None, **wanted) -> list[tuple[str, int, dict]]:
    """(stream, version, state) of each stream whose state has these values, oldest first."""
    found = db.state.find(query(aggregate, wanted), session=session).sort("_id", 1)
    return [(document["_id"], document["version"], document["data"]) for document in found]


def page(
    db: Database, aggregate: str, arguments: Mapping[str, Any], by: str = "_id", **wanted
) -> tuple[list[tuple[str, int, dict]], str | None]:
    """One page of them, newest first, and where the next begins; `arguments` as in paging.PageArguments.

    `by` is the moment that counts where it is not that of the stream's beginning: a path into the document.
    """
    order = [(by, -1), ("_id", -1)] if by != "_id" else [("_id", -1)]
    documents, following = page_of(db.state, query(aggregate, wanted), order, arguments)
    return [(document["_id"], document["version"], document["data"]) for document in documents], following


def count(db: Database, aggregate: str, session=None, **wanted) -> int:
    return db.state.count_documents(query(aggregate, wanted), session=session)


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
