"""What was opened of one person, as that person sees it: by which role, what, and why; never by whom.

What a verifier opens for the verdict is told with the list that tells the verdict: before, nothing says whether there
is one (decision 44).
"""

from asnkit import states
from asnkit.events import uuid_of
from asnkit.web import current

from ..announcement.lookup import is_told

CHECKING = "file_check"


def readings_of(person: str) -> list[dict]:
    """schemas.Reading of every reading, newest first."""
    undecided = _unannounced(person)
    shown = [*_data(person, set(undecided)), *_documents(person, min(undecided.values(), default=None))]
    return sorted(shown, key=lambda one: one["at"], reverse=True)


def _unannounced(person: str) -> dict[str, str]:
    """When each application was sent whose list is not announced yet."""
    db, found = current().db, states.every(current().db, "application", person=person)
    return {
        uuid_of(stream): one["submitted_at"]
        for stream, _, one in found
        if "submitted_at" in one and not is_told(db, one)
    }


def _data(person: str, undecided: set[str]):
    query = {"aggregate": "disclosure", "data.persons": person}
    for one in current().db.state.find(query).sort("_id", 1):
        data = one["data"]
        if data["purpose"] == CHECKING and "why" not in data and data["application"] in undecided:
            continue
        note = current().vault.readable(one["_id"], "note", data.get("note"))
        told = {"fields": data["fields"], "purpose": data["purpose"], "why": data.get("why"), "note": note}
        yield {"at": data["at"], "role": _role(data["reader"]), "document": None, **told}


def _documents(person: str, since: str | None):
    """`since` is when the oldest application was sent that is not announced, None without any."""
    for stream, _, document in states.every(current().db, "document", person=person):
        for event in current().store.events(stream) if document["viewed"] else ():
            if event.fact != "document.viewed" or (
                event.data["purpose"] == CHECKING and since is not None and event.time >= since
            ):
                continue
            told = {"purpose": event.data["purpose"], "why": None, "note": event.data.get("reason")}
            yield {"at": event.time, "role": _role(event.actor), "fields": [], "document": document["kind"], **told}


def _role(actor: str) -> str:
    return actor.partition(":")[0]
