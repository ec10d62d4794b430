"""Photos of a complaint, added and removed by whoever has its code; and those that an officer released to everybody."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch

blueprint = Blueprint("complaint_photos", __name__, url_prefix="/aduan")

LARGEST = 10 * 1024 * 1024
CHUNK = 65_536
READING_SECONDS = 30
"""The photo is read and made small there."""


@blueprint.get("/foto")
def listing():
    found = api("feedback").get("/v1/complaints/photos", limit=PAGE, after=after())
    return render_template("public/complaint_photos.html", page=stretch(found))


@blueprint.get("/foto/<uuid:photo>/isi")
def released(photo):
    return picture(path("v1", "complaints", "photos", str(photo)))


@blueprint.route("/lacak/<number>/<code>/foto", methods=["GET", "POST"])
def add(number: str, code: str):
    """Tambah foto."""
    form = Form(
        {"file": _("Foto"), "may_show": _("Foto ini boleh ditampilkan untuk umum bila petugas menilainya aman")}
    )
    if form.sent:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            form.fail("file", _("Pilih berkas lebih dahulu."))
    if form.sent and not form.errors:
        with form.problems():
            wanted = {"number": number, "code": code, "may_show": "true" if form.get("may_show") else "false"}
            reading = api("feedback", READING_SECONDS)
            done = reading.post("/v1/complaints/photos", key=form.key, params=wanted, data=sent.stream)
            return redirect(url_for("complaint_photos.look", number=number, code=code, photo=done["id"]), 303)
    else:
        _own(number, code)
    return form.page("public/complaint_photo.html", back=_back(number, code), limit=LARGEST)


@blueprint.route("/lacak/<number>/<code>/foto/<uuid:photo>", methods=["GET", "POST"])
def look(number: str, code: str, photo):
    """The photo as it was made: can it be read? Sent, the form removes it."""
    form, back = Form({}), _back(number, code)
    if form.sent:
        with form.problems():
            api("feedback").post(_api(number, code, str(photo), "removal"), {}, key=form.key)
            flash(_("Foto dihapus."))
            return redirect(back, 303)
    one = next((one for one in _own(number, code)["photos"] if one["id"] == str(photo)), None)
    if one is None and not form.sent:  # sent again after it was removed: nobody knows yet whether it was
        abort(404)
    return form.page("public/complaint_photo_check.html", one=one, number=number, code=code, back=back)


@blueprint.get("/lacak/<number>/<code>/foto/<uuid:photo>/isi")
def content(number: str, code: str, photo):
    return picture(_api(number, code, str(photo)))


def picture(address: str) -> Response:
    """The file itself, always as a download."""
    answer = api("feedback").stream(address)
    names = ("Content-Type", "Content-Disposition", "Content-Length")
    headers = {name: answer.headers[name] for name in names if name in answer.headers}
    return Response(answer.iter_content(CHUNK), headers=headers | {"Content-Security-Policy": "sandbox"})


def _own(number: str, code: str) -> dict:
    return api("feedback").get(path("v1", "complaints", "tracked", number, code))


def _back(number: str, code: str) -> str:
    return url_for("complaints.show_one", number=number, code=code)


def _api(number: str, code: str, *more: str) -> str:
    return path("v1", "complaints", "tracked", number, code, "photos", *more)
