"""Photos of a complaint at the officer's desk: seen with the complaint, released to everybody, taken back."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..public.complaint_photos import picture
from ..signin.access import only_for, require
from ..staff.confirming import sure

blueprint = Blueprint("complaint_photo_desk", __name__, url_prefix="/kerja/aduan/<uuid:id>/foto/<uuid:photo>")
only_for(blueprint, "aduan", "penghubung")

ACTS = {
    "tampilkan": ("release", _l("Tampilkan untuk umum"), _l("Foto ditampilkan di halaman Foto dari aduan.")),
    "tarik": ("withdrawal", _l("Tarik dari umum"), _l("Foto tidak ditampilkan lagi.")),
}
"""Word in the address → (the service's path, the button, what is told afterwards)."""


@blueprint.get("/isi")
def content(id, photo):
    return picture(path("v1", "complaints", str(id), "photos", str(photo)))


@blueprint.route("/<act>", methods=["GET", "POST"])
def do(id, photo, act: str):
    require("aduan")
    if act not in ACTS:
        abort(404)
    step, button, told = ACTS[act]
    one, back = api("feedback").get(path("v1", "complaints", str(id))), url_for("complaint_desk.show", id=id)
    found = next((found for found in one["photos"] if found["id"] == str(photo)), None)
    if found is None:
        abort(404)
    form = Form({}, version=found["version"])
    if form.sent and not sure():
        return redirect(back, 303)
    if form.sent:
        with form.problems():
            where = path("v1", "complaints", str(id), "photos", str(photo), step)
            api("feedback").post(where, {}, key=form.key, version=form.version)
            flash(str(told))
            return redirect(back, 303)
    return form.page("evaluation/complaint_photo.html", one=one, photo=found, act=act, button=button, back=back)
