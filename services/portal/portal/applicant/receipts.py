"""The promises that answered an applicant's commands, kept so that their pages can be opened again.

They hold event ids, hashes and a signature: nothing about the person. The collection `receipts`
is {_id: event id, person, stream, promise}.
"""

from asnkit.web import current

from ..signin.tokens import person


def keep(answer: dict) -> None:
    """Keep the promise of a command's answer for the signed-in person."""
    for event in answer["events"]:
        document = {"person": person().id, "stream": answer["stream"], "promise": answer["promise"]}
        current().db.receipts.update_one({"_id": event}, {"$set": document}, upsert=True)


def promise_of(event: str) -> str | None:
    """The promise for one event, if this person got one here."""
    found = current().db.receipts.find_one({"_id": event, "person": person().id})
    return found["promise"] if found else None


def latest(stream: str) -> str | None:
    """The newest event of a stream with a promise: known at once, while lists follow a moment later."""
    found = current().db.receipts.find({"stream": stream, "person": person().id}, {"_id": 1})
    return max((one["_id"] for one in found), key=lambda event: int(event.rpartition("@")[2]), default=None)
