"""Formation lines that two people closed."""

from asnkit import states
from asnkit.events import uuid_of
from pymongo.database import Database


def closed_lines(db: Database, period: str, session=None) -> list[str]:
    """The UUIDs of a period's closed lines."""
    return [uuid_of(stream) for stream, _, _ in states.every(db, "vacancy", session, period=period, closed=True)]


def of_open_lines(db: Database, period: str, session=None) -> dict:
    """The part of a query by which what belongs to a closed line of the period is left out, by `vacancy`."""
    closed = closed_lines(db, period, session)
    return {"vacancy": {"$nin": closed}} if closed else {}


def is_closed(db: Database, id: str, session=None) -> bool:
    return db.state.count_documents({"_id": f"vacancy-{id}", "data.closed": True}, session=session) > 0
