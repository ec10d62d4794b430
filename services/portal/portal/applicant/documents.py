"""Berkas saya: uploaded once, used by every application."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from .. import words
from ..client import api, path
from ..formats import size
from ..forms import Form
from ..security import safe_path
from ..signin.access import APPLICANT, only_for
from ..verification.files import drawn

blueprint = Blueprint("documents", __name__, url_prefix="/saya/berkas")
only_for(blueprint, APPLICANT)

ACCEPT = {"image/jpeg": ".jpg,.jpeg,image/jpeg", "application/pdf": ".pdf,application/pdf"}
TYPES = {"image/jpeg": "JPG", "application/pdf": "PDF"}
CHUNK = 65_536
THUMBNAIL = 320
"""Pixels of a small picture's longer side."""
READING_SECONDS = 30
"""The file is read and made small there."""


@blueprint.get("")
def listing():
    found = api("registration").get("/v1/documents")
    return render_template(
        "applicant/documents.html", kinds=found["kinds"], have=current(found), types=TYPES, small=THUMBNAIL
    )


@blueprint.route("/unggah/<kind>", methods=["GET", "POST"])
def upload(kind: str):
    found = api("registration").get("/v1/documents")
    wanted = next((one for one in found["kinds"] if one["kind"] == kind), None)
    if wanted is None:
        abort(404)
    onward = safe_path(request.values.get("lanjut"), url_for("documents.listing"))
    others = [one for one in request.values.getlist("perlu") if one in words.DOCUMENTS and one != kind]
    form = Form({"file": _("Berkas %(name)s", name=words.DOCUMENTS[kind])})
    if form.sent:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            form.fail("file", _("Pilih berkas lebih dahulu."))
        elif _length(sent) > wanted["limit"]:
            form.fail("file", _("Ukuran berkas harus paling besar %(limit)s.", limit=size(wanted["limit"])))
        elif _length(sent) == 0:
            form.fail("file", _("Berkas ini kosong."))
    if form.sent and not form.errors:
        with form.problems():
            reading = api("registration", READING_SECONDS)
            reading.post("/v1/documents", key=form.key, params={"kind": kind}, data=sent.stream)
            flash(_("%(name)s sudah tersimpan.", name=words.DOCUMENTS[kind]))
            goes = _following(others, onward) if others and request.form.get("lalu") else onward
            picture = TYPES[wanted["media_type"]] == "JPG"
            return redirect(url_for("documents.look", kind=kind, lanjut=goes) if picture else goes, 303)
    return form.page(
        "applicant/upload.html",
        wanted=wanted,
        accept=ACCEPT[wanted["media_type"]],
        type=TYPES[wanted["media_type"]],
        before=current(found).get(kind),
        onward=onward,
        others=others,
    )


@blueprint.get("/terbaca/<kind>")
def look(kind: str):
    """The photo as it was made, and whether it can be read."""
    found = api("registration").get("/v1/documents")
    file = current(found).get(kind)
    if file is None or TYPES[file["media_type"]] != "JPG":
        abort(404)
    onward = safe_path(request.args.get("lanjut"), url_for("documents.listing"))
    told = next(one for one in found["kinds"] if one["kind"] == kind)
    return render_template("applicant/upload_check.html", kind=told, file=file, onward=onward)


@blueprint.get("/gambar/<id>")
def picture(id: str):
    """The first page, drawn by the service that keeps it; of somebody else's file there is none."""
    return drawn(id, 1, url_for("documents.listing"))


@blueprint.get("/isi/<id>")
def content(id: str):
    """The file itself, always as a download."""
    answer = api("registration").stream(path("v1", "documents", id, "content"))
    names = ("Content-Type", "Content-Disposition", "Content-Length")
    headers = {name: answer.headers[name] for name in names if name in answer.headers}
    return Response(answer.iter_content(CHUNK), headers=headers | {"Content-Security-Policy": "sandbox"})


def _following(kinds: list[str], onward: str) -> str:
    """The page for the next of these files; after the last one it goes on."""
    return url_for("documents.upload", kind=kinds[0], lanjut=onward, perlu=kinds[1:])


def current(found: dict) -> dict[str, dict]:
    """kind → the file that counts now."""
    return {one["kind"]: one for one in found["items"] if one["current"]}


def _length(sent) -> int:
    """Bytes of an upload, whose stream stands at its start afterwards."""
    sent.stream.seek(0, 2)
    length = sent.stream.tell()
    sent.stream.seek(0)
    return length
