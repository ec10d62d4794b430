"""An applicant's files: upload, list, read. The bytes lie sealed in the collection `files`."""

import hashlib
from collections.abc import Iterable

from asnkit import states
from asnkit.events import new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from bson.binary import Binary
from flask import Response, request

from ..account.erasure import hold_account
from ..dates import moment_text
from . import content, schemas
from .domain import AUDIT, LIMITS, NAMES, Upload, View, check_quota, largest, left
from .reading import FIELD, opened, purpose

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
    command = View(AUDIT, body["reason"]) if caller().role == "auditor" else View(purpose(id))
    return run_work(lambda tx: tx.decide(f"document-{id}", command))


@blueprint.route("/<id>/content", methods=["GET"])
@allow("pelamar", "verifikator", "ketua", "auditor")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def read(id):
    """Isi berkas. Selain pemiliknya membukanya lebih dahulu (`/views`); isi ini sendiri tidak mencatat apa pun."""
    state, file = opened(id)
    name = f"{state['kind']}.{'jpg' if state['media_type'] == 'image/jpeg' else 'pdf'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": "sandbox"}
    return Response(file, content_type=state["media_type"], headers=headers)


@blueprint.route("/<id>/pages", methods=["GET"])
@allow("verifikator", "ketua", "auditor")
@blueprint.response(200, schemas.Pages)
def count_pages(id):
    """Berapa halaman berkas yang sudah Anda buka ini."""
    return {"pages": content.pages(current().sandbox, opened(id)[1])}


@blueprint.route("/<id>/pages/<int:page>", methods=["GET"])
@allow("pelamar", "verifikator", "ketua", "auditor")
@blueprint.arguments(schemas.PageDrawing, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/jpeg")
def draw_page(wanted, id, page):
    """Satu halaman sebagai gambar, dengan siapa yang melihatnya dan kapan. Bukalah dahulu berkasnya (`/views`).

    Pemiliknya melihat berkasnya sendiri tanpa tulisan itu.
    """
    drawn = content.page(current().sandbox, opened(id)[1], page, wanted["longest"], wanted["turn"], _across())
    return Response(drawn, content_type="image/jpeg", headers={"Content-Security-Policy": "sandbox"})


def _across() -> str:
    """Who looks, and when, for whoever is shown somebody else's file."""
    role, _, who = caller().actor.partition(":")
    return "" if role == "pelamar" else f"{role} {who[:12]} · {moment_text(current().clock.now())}"


def _times(documents: Iterable[tuple[str, int, dict]]) -> tuple[str, ...]:
    return tuple(state["uploaded_at"] for _, _, state in documents)
