"""Evidence packages: made for a reason, which is recorded with the hash of what is in them."""

import hashlib
import tempfile

from asn_verify import evidence
from asn_verify.evidence import Scope
from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, run
from flask import send_file

from .. import streams
from ..inspection.schemas import Page
from ..query.api import texts
from . import schemas
from .building import Building
from .domain import Create

blueprint = Blueprint("packages", __name__, url_prefix="/v1/packages", description="Paket bukti")

AT_HAND_BYTES = 4 * 1024 * 1024


@blueprint.route("", methods=["POST"])
@allow("auditor", "panitia", "ketua")
@blueprint.arguments(schemas.CreatePackage)
@blueprint.response(201, CommandAnswer)
def create(body):
    """Buat paket bukti. Isi peristiwa dan lingkup menurut orang hanya untuk auditor."""
    asked = texts(body["scope"])
    if not asked:
        raise Refused("lingkup-kosong", "Sebutkan lingkup paket: objek, jejak, jenis atau masa.", "scope", status=422)
    if caller().role != "auditor" and (body["variant"] == "whole" or "person" in asked):
        raise Refused("hanya-auditor", "Paket dengan isi peristiwa atau menurut orang hanya untuk auditor.", status=403)
    building = Building(Scope(asked, body["reason"], body["variant"]))
    sums, events = evidence.manifest(building.files())
    digest = hashlib.sha256(sums).hexdigest()
    return run(
        new_id("package"),
        Create(asked, body["reason"], body["variant"], building.size, events, digest),
        create=True,
    )


@blueprint.route("", methods=["GET"])
@allow("auditor", "panitia", "ketua")
@blueprint.arguments(Page, location="query")
@blueprint.response(200, schemas.Packages)
def search(query):
    """Paket yang pernah dibuat; selain auditor hanya melihat miliknya."""
    own = {} if caller().role == "auditor" else {"by": caller().actor}
    total, items = streams.newest("package", query["limit"], query.get("before"), **own)
    return {"total": total, "items": items}


@blueprint.route("/<id>/zip", methods=["GET"])
@allow("auditor", "panitia", "ketua")
@blueprint.response(200, content_type="application/zip")
def fetch(id):
    """Paket itu sendiri: peristiwa, bukti, titik periksa, alat pemeriksa, daftar sidik jari."""
    state = streams.load("package", id, "paket").state
    if caller().role != "auditor" and state["by"] != caller().actor:
        raise Refused("paket-tidak-ada", "Nomor paket ini tidak ditemukan.", field="id", status=404)
    scope = Scope(state["scope"], state["reason"], state["variant"])
    building = Building(scope, state["size"])
    target = tempfile.SpooledTemporaryFile(max_size=AT_HAND_BYTES)  # noqa: SIM115  closed with the answer
    if evidence.write(target, scope, building.files, building.note) != state["manifest_sha256"]:
        raise Refused(
            "paket-berubah", "Isi log tidak lagi sama dengan saat paket dibuat. Laporkan sebagai temuan.", status=500
        )
    target.seek(0)
    return send_file(target, "application/zip", as_attachment=True, download_name=f"paket-bukti-{id}.zip")
