"""What the rules of a sitting need from the database, and its end by the time."""

from asnkit.commits import Tx
from asnkit.events import parse_time
from asnkit.states import query
from pymongo.database import Database

from ..item_bank import items
from ..streams import exam_stream
from .domain import BY_TIME, HandIn

END = "sitting-end"


def items_of(db: Database, exam: dict) -> dict[str, dict]:
    """The items of an exam's edition by their ids."""
    return {item["id"]: item for item in items.read(db, exam["list_sha256"])}


def keys_of(tx: Tx, state: dict) -> dict[str, int]:
    exam = tx.load(exam_stream(state["session"], state["phase"])).state
    found = items_of(tx.db, exam)
    return {item: found[item]["key"] for item in state["items"]}


def begin(tx: Tx, stream: str) -> None:
    """The time is over for whoever began, whether or not anything is heard of that person again."""
    tx.deadline(stream, "end", parse_time(tx.load(stream).state["ends"]), END, {})


def end(tx: Tx, stream: str, args: dict) -> None:
    state = tx.load(stream).state
    tx.decide(stream, HandIn(keys_of(tx, state), BY_TIME))


def every(db: Database, session: str) -> list[dict]:
    """The states of a session's sittings."""
    return [one["data"] for one in db.state.find(query("sitting", {"session": session})).sort("_id", 1)]
