"""The promises that answered an applicant's commands, kept so that their pages can be opened again.

They hold event ids, hashes and a signature: nothing about the person. The collection `receipts`
is {_id: event id, person, stream, sha256, promise}.
"""

import base64

from asnkit.web import current

from ..signin.tokens import person


def keep(answer: dict) -> None:
    """Keep the promise of a command's answer for the signed-in person."""
    for event, sha256 in hashes(answer["promise"]).items():
        document = {"person": person().id, "stream": answer["stream"], "sha256": sha256, "promise": answer["promise"]}
        current().db.receipts.update_one({"_id": event}, {"$set": document}, upsert=True)


def hashes(promise: str | None) -> dict[str, str]:
    """SHA-256 (hex) by event id, as a service's own answer promises; its signature is for others to check."""
    lines = (promise or "").partition("\n\n")[0].splitlines()[1:]
    return {event: base64.b64decode(digest).hex() for event, digest, *_ in map(str.split, lines)}


def promise_of(event: str) -> str | None:
    """The promise for one event, if this person got one here."""
    found = current().db.receipts.find_one({"_id": event, "person": person().id})
    return found["promise"] if found else None


def latest(stream: str) -> dict | None:
    """The newest event of a stream with a promise: known at once, while lists follow a moment later."""
    found = current().db.receipts.find({"stream": stream, "person": person().id})
    return max(found, key=lambda one: int(one["_id"].rpartition("@")[2]), default=None)
