"""What a request for a seat rests on: the person's record, the session, and what the person sits in besides."""

from asnkit.states import every
from pymongo.database import Database

from ..streams import civil_servant_stream
from .domain import REQUESTED, Request


def request_of(db: Database, store, person: str, session: str, by: str, within=None) -> Request:
    """`store` is the store, or a transaction, whose session is `within`."""
    servant = store.load(civil_servant_stream(person)).state
    asked = every(db, "enrolment", within, person=person, status=REQUESTED)
    others = [store.load(f"session-{one['session']}").state for _, _, one in asked if one["session"] != session]
    return Request(person, servant, session, store.load(f"session-{session}").state, others, by)
