"""Reading the states of the audit service's own acts. States are written with their events, so never stale."""

from asnkit.events import Refused
from asnkit.web import current


def load(aggregate: str, id: str, what: str):
    """The stream "<aggregate>-<id>" as it is now. Raises Refused 404, naming `what`."""
    loaded = current().store.load(f"{aggregate}-{id}")
    if loaded.state is None:
        raise Refused(f"{what}-tidak-ada", f"Nomor {what} ini tidak ditemukan.", field="id", status=404)
    return loaded


def newest(aggregate: str, limit: int, before: str | None = None, **wanted) -> tuple[int, list[dict]]:
    """How many have these values, and the states of the newest, each with its id and version."""
    query: dict = {"aggregate": aggregate, **{f"data.{name}": value for name, value in wanted.items()}}
    states = current().db.state
    total = states.count_documents(query)
    if before:
        query["_id"] = {"$lt": f"{aggregate}-{before}"}
    found = states.find(query).sort("_id", -1).limit(limit)
    return total, [row(document["_id"], document["version"], document["data"]) for document in found]


def row(stream: str, version: int, state: dict) -> dict:
    return {**state, "id": stream.partition("-")[2], "version": version}
