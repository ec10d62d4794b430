"""Who may open a file, and its bytes for whoever did."""

from asnkit import states
from asnkit.events import Refused, uuid_of
from asnkit.scope import within
from asnkit.web import caller, current

from .domain import may_read

FIELD = "content"


def opened(id: str) -> tuple[dict, bytes]:
    """(state, bytes) of a document that the caller owns, or has opened. Raises Refused."""
    stream = f"document-{id}"
    loaded = current().store.load(stream)
    missing = Refused("berkas-tidak-ada", "Berkas ini tidak ditemukan.", status=404)
    if loaded.state is None:
        raise missing
    person = loaded.state["person"]
    if caller().role == "pelamar":
        if person != caller().id:
            raise missing
    else:
        if caller().role != "auditor":
            purpose(id)
        may_read(loaded.state, caller().actor, current().clock.now())
    file = current().db.files.find_one({"_id": stream})
    return loaded.state, current().vault.open_bytes(person, stream, FIELD, bytes(file["sealed"]))


def purpose(id: str) -> str:
    """Why the caller may open this document; raises Refused 403 when nothing allows it.

    A verifier holds the application that was submitted with it, or an objection about it
    waits; the chair decides on objections. Papers that somebody showed in a contest over a NIK are open to
    who opened it and to the chair, until it is decided; so is the card that shows how somebody's data should be.
    """
    db = current().db
    if _is_shown(db, id):
        return "contest"
    if states.one(db, "correction", status="open", **{"paper.document": id}):
        return "correction"
    wanted = {"aggregate": "application", "data.documents.document": id, **within("data.period")}
    used = db.state.find(wanted, {"_id": 1})
    for application in used:
        uuid = uuid_of(application["_id"])
        if states.one(db, "objection", application=uuid, status="filed"):
            return "objection"
        held = current().store.load(f"verification-{uuid}").state
        if caller().role == "verifikator" and held and held["verifier"] == caller().actor:
            return "file_check"
    raise Refused("bukan-pemegang", "Ambil lamaran ini lebih dahulu dari antrean Anda.", status=403)


def _is_shown(db, id: str) -> bool:
    """Whether its owner showed this document in a contest that the caller may open now."""
    document = current().store.load(f"document-{id}").state
    person = document["person"] if document else None
    for role in ("person", "holder"):
        for _, _, contest in states.every(db, "contest", status="open", **{role: person}, **within()):
            papers = contest["spoken"].get(person, {"papers": []})["papers"]
            mine = caller().role == "ketua" or contest["opened_by"] == caller().actor
            if mine and any(paper["document"] == id for paper in papers):
                return True
    return False
