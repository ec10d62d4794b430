"""What selection reads of its own states, beside the kit's queries. The indexes are in wiring.py."""

from asnkit.events import Refused
from asnkit.states import every, one
from pymongo.database import Database

OPEN = {"closed": {"$ne": True}}
"""Of lines, those in which somebody is ranked."""


def round_state(loaded) -> dict:
    """The state of a round that was loaded. Raises Refused 404."""
    if loaded.state is None:
        raise Refused("seleksi-tidak-ada", "Seleksi ini tidak ditemukan.", status=404)
    return loaded.state


def round_of(db: Database, period: str, session=None) -> tuple[str, dict]:
    """(stream, state) of a period's round. Raises Refused 404."""
    found = one(db, "round", session, period=period)
    if found is None:
        raise Refused("seleksi-tidak-ada", "Seleksi ini tidak ditemukan.", status=404)
    return found


def lines(db: Database, period: str, session=None) -> dict[str, dict]:
    """The lines of a period that are not closed, by vacancy."""
    return {state["vacancy"]: state for _, _, state in every(db, "line", session, period=period, **OPEN)}


def numbers(db: Database, period: str, *fields: str) -> dict[str, tuple[str, dict]]:
    """(stream, state) of each candidate of a period by participant number; of the state `vacancy` and these fields."""
    shown = {f"data.{name}": 1 for name in ("participant_no", "vacancy", *fields)}
    found = db.state.find({"aggregate": "candidate", "data.period": period}, shown)
    return {document["data"]["participant_no"]: (document["_id"], document["data"]) for document in found}


def candidate_of(db: Database, application: str, session=None) -> str | None:
    """The candidate's stream that an application became."""
    found = db.state.find_one({"aggregate": "candidate", "data.application": application}, {"_id": 1}, session=session)
    return found and found["_id"]


def candidacies(db: Database, person: str, session=None) -> list[tuple[str, dict]]:
    """(stream, state) of what this person is a candidate for, the newest first."""
    return [(stream, state) for stream, _, state in reversed(every(db, "candidate", session, person=person))]
