"""Pengumuman administrasi dan pasca sanggah: counts first, then the letter, then the page that asks."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from .selection import ANNOUNCED, COMMITTEE, announcements, find

blueprint = Blueprint("announcing", __name__)
only_for(blueprint, *COMMITTEE)

TITLES = {
    "administrasi": _l("Umumkan hasil seleksi administrasi"),
    "pasca_sanggah": _l("Umumkan hasil pasca sanggah"),
}
LETTER_TITLES = {
    "administrasi": "Hasil Seleksi Administrasi",
    "pasca_sanggah": "Hasil Seleksi Administrasi Pasca Sanggah",
}
"""What is published is in the office's language, whatever the page's."""


@blueprint.route("/kerja/seleksi/<code>/pengumuman/<stage>", methods=["GET", "POST"])
def publish(code: str, stage: str):
    if stage not in ANNOUNCED:
        abort(404)
    selection, announced = find(code), announcements(code)
    labels = {"number": _("Nomor surat"), "title": _("Judul pengumuman")}
    form = Form(labels, {"title": f"{LETTER_TITLES[stage]} {selection.name}"}, fields={"stage": ""})
    values = {
        "selection": selection,
        "stage": stage,
        "heading": TITLES[stage],
        "counts": api("registration").get(path("v1", "periods", code, "progress")),
        "announced": announced.get(stage),
        "first": announced.get("administrasi"),
    }
    if needed(form, *labels):
        with form.problems():
            body = {"period": code, "stage": stage, "number": form.get("number"), "title": form.get("title")}
            if asks(form, "registration", "/v1/announcements", body):
                return form.page("committee/announcement_confirm.html", **values)
            api("registration").post("/v1/announcements", body, key=form.key)
            flash(_("Pengumuman terbit dan dapat dibaca siapa saja."))
            return redirect(url_for("announcing.publish", code=code, stage=stage), 303)
    return form.page("committee/announcement.html", **values)
