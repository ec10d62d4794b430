"""Reading states by what they hold. States are written with their events, so never stale.

The indexes that these queries use are in wiring.py.
"""

from asnkit.events import Event, Refused
from pymongo.database import Database


def every(db: Database, aggregate: str, session=None, **wanted) -> list[tuple[str, int, dict]]:
    """(stream, version, state) of each stream whose state has these values, oldest first."""
    query = {"aggregate": aggregate, **{f"data.{name}": value for name, value in wanted.items()}}
    return [(d["_id"], d["version"], d["data"]) for d in db.state.find(query, session=session).sort("_id", 1)]


def count(db: Database, aggregate: str, session=None, **wanted) -> int:
    query = {"aggregate": aggregate, **{f"data.{name}": value for name, value in wanted.items()}}
    return db.state.count_documents(query, session=session)


def round_state(loaded) -> dict:
    """The state of a round that was loaded. Raises Refused 404."""
    if loaded.state is None:
        raise Refused("seleksi-tidak-ada", "Seleksi ini tidak ditemukan.", status=404)
    return loaded.state


def lines(db: Database, period: str, session=None) -> dict[str, dict]:
    """The lines of a period by vacancy."""
    return {state["vacancy"]: state for _, _, state in every(db, "line", session, period=period)}


def events(db: Database, references: list[str], session=None) -> dict[str, Event]:
    """Events by "<stream>@<version>", of streams that write one event in each commit."""
    commits = db.commits.find({"_id": {"$in": references}}, session=session)
    return {commit["_id"]: Event.parse(bytes(commit["events"][0]["bytes"])) for commit in commits}
