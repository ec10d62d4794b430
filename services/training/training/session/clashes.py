"""Who of a session has another one at the same time, if its days were these.

Whoever asks for a seat is refused by name where it clashes (enrolment/domain.py); here a session moves onto people who
have their seats already.
"""

from collections.abc import Sequence

from asnkit.events import uuid_of
from asnkit.states import query
from pymongo.database import Database

from ..enrolment.domain import REQUESTED
from .domain import CANCELLED, Day, days_of, parts


def clashes_of(db: Database, store, session: str, days: Sequence[Day], within=None) -> list[dict]:
    """schemas.Clash of each seat, asked for or given; `store` is the store, or a transaction, whose session is
    `within`."""
    seated = db.state.find(query("enrolment", {"session": session, "status": REQUESTED}), session=within)
    here = {one["data"]["person"]: uuid_of(one["_id"]) for one in seated}
    wanted, others, found = set(parts(tuple(days))), {}, []
    asked = query("enrolment", {"person": {"$in": list(here)}, "status": REQUESTED, "session": {"$ne": session}})
    for one in db.state.find(asked, session=within).sort("_id", 1):
        place = one["data"]
        if place["session"] not in others:
            others[place["session"]] = store.load(f"session-{place['session']}").state
        other = others[place["session"]]
        both = sorted(wanted.intersection(parts(days_of(other)))) if other["status"] != CANCELLED else []
        if both:
            told = {name: other[name] for name in ("code", "title")}
            found.append({"enrolment": here[place["person"]], "person": place["person"], **told, "part": both[0]})
    return found
