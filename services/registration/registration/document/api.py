"""An applicant's files: upload, list, read. The bytes lie sealed in the collection `files`."""

import hashlib
from collections.abc import Iterable

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from bson.binary import Binary
from flask import Response, request

from ..account.erasure import hold_account
from . import content, schemas
from .domain import AUDIT, LIMITS, NAMES, Upload, View, check_quota, largest, left, may_read

FIELD = "content"
ROOM_BYTES = 1_000_000
"""Beside a file's largest size, so that one a little larger is told so in its own sentence."""
BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

blueprint = Blueprint("documents", __name__, url_prefix="/v1/documents", description="Berkas pelamar")


@blueprint.route("", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.UploadDocument, location="query")
@blueprint.doc(**BODY)
@blueprint.response(201, CommandAnswer)
def upload(wanted):
    """Unggah satu berkas; isi permintaan adalah berkasnya. Unggahan baru menggantikan yang lama."""
    kind, person = wanted["kind"], caller().id
    request.max_content_length = largest(kind) + ROOM_BYTES
    earlier = _times(states.every(current().db, "document", person=person, kind=kind))
    if not left(earlier, current().clock.now()):
        return run_work(lambda tx: check_quota(kind, earlier, tx.now))  # a repetition of the last one has its answer
    media_type, kept = content.kept(current().sandbox, kind, request.get_data(cache=True))
    stream = new_id("document")
    sealed = current().vault.seal_bytes(person, stream, FIELD, kept)
    digest = hashlib.sha256(sealed).hexdigest()

    def work(tx):
        hold_account(tx, person)
        before = states.every(tx.db, "document", tx.session, person=person, kind=kind)
        replaces = uuid_of(before[-1][0]) if before else None
        tx.decide(stream, Upload(person, kind, media_type, len(kept), digest, replaces, _times(before)))
        tx.db.files.insert_one({"_id": stream, "person": person, "sealed": Binary(sealed)}, session=tx.session)

    return run_work(work)


@blueprint.route("", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.Documents)
def list_documents():
    """Berkas Anda, terbaru lebih dahulu."""
    found = states.every(current().db, "document", person=caller().id)
    replaced = {state["replaces"] for _, _, state in found}
    items = []
    for stream, _, state in reversed(found):
        id = uuid_of(stream)
        items.append({**state, "id": id, "name": NAMES[state["kind"]], "current": id not in replaced})
    now = current().clock.now()
    kinds = [
        {
            "kind": kind,
            "name": NAMES[kind],
            "media_type": media_type,
            "limit": largest(kind),
            "left": left(_times(one for one in found if one[2]["kind"] == kind), now),
        }
        for kind, (media_type, _) in LIMITS.items()
    ]
    return {"items": items, "kinds": kinds}


@blueprint.route("/<id>/views", methods=["POST"])
@allow("verifikator", "ketua", "auditor")
@blueprint.arguments(schemas.ViewDocument)
@blueprint.response(200, CommandAnswer)
def open_(body, id):
    """Buka berkas ini. Tercatat, auditor dengan alasannya; sesudah itu isinya terbuka bagi Anda 15 menit."""
    command = View(AUDIT, body["reason"]) if caller().role == "auditor" else View(_purpose(id))
    return run_work(lambda tx: tx.decide(f"document-{id}", command))


@blueprint.route("/<id>/content", methods=["GET"])
@allow("pelamar", "verifikator", "ketua", "auditor")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def read(id):
    """Isi berkas. Selain pemiliknya membukanya lebih dahulu (`/views`); isi ini sendiri tidak mencatat apa pun."""
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
            _purpose(id)
        may_read(loaded.state, caller().actor, current().clock.now())
    file = current().db.files.find_one({"_id": stream})
    opened = current().vault.open_bytes(person, stream, FIELD, bytes(file["sealed"]))
    name = f"{loaded.state['kind']}.{'jpg' if loaded.state['media_type'] == 'image/jpeg' else 'pdf'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": "sandbox"}
    return Response(opened, content_type=loaded.state["media_type"], headers=headers)


def _times(documents: Iterable[tuple[str, int, dict]]) -> tuple[str, ...]:
    return tuple(state["uploaded_at"] for _, _, state in documents)


def _purpose(id: str) -> str:
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
    used = db.state.find({"aggregate": "application", "data.documents.document": id}, {"_id": 1})
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
        for _, _, contest in states.every(db, "contest", status="open", **{role: person}):
            papers = contest["spoken"].get(person, {"papers": []})["papers"]
            mine = caller().role == "ketua" or contest["opened_by"] == caller().actor
            if mine and any(paper["document"] == id for paper in papers):
                return True
    return False
