"""Who hears that a training session moved or is cancelled: whoever asked for a seat in it before, and kept it.

`seats` has one document for each enrolment in a session: {_id: enrolment, session, person, asked, gone}. Who has a seat
and who waits for one are told alike. What arrives after the change of a session that came later is told at once, by the
change's own wave (telling.py).
"""

from asnkit.commits import Tx
from asnkit.events import Event, uuid_of

ASKED = ("training.enrolment.applied", "training.enrolment.requested")
GONE = ("training.enrolment.cancelled", "training.enrolment.declined")
TYPES = {*ASKED, *GONE}


def follow(event: Event, tx: Tx) -> list[dict]:
    """Keep it, with the moment when they asked first; the waves that this person should have heard of."""
    gone, known = event.name in GONE, {name: event.data[name] for name in ("session", "person")}
    change = {"$set": known | {"gone": gone}, "$setOnInsert": {"asked": event.time}}
    tx.db.seats.update_one({"_id": uuid_of(event.subject)}, change, upsert=True, session=tx.session)
    missed = {"session": known["session"], "happened": {"$gt": event.time}}
    return [] if gone else list(tx.db.waves.find(missed, session=tx.session))


def wanted(wave: dict) -> dict:
    """The query for those whom a wave of a session reaches, after the last one that it reached."""
    return {
        "session": wave["session"],
        "gone": False,
        "asked": {"$lt": wave["happened"]},
        "_id": {"$gt": wave["after"]},
    }
