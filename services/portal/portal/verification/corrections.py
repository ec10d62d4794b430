"""Perbaikan data diri: what an applicant says is wrong, both versions beside the identity card, and the decision."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..words import CORRECTION_REASONS, CORRECTIONS, READ_FIELDS
from . import files

blueprint = Blueprint("correction_board", __name__)
only_for(blueprint, "verifikator", "ketua")


@blueprint.get("/kerja/perbaikan-data")
def listing():
    page = stretch(api("registration").get("/v1/corrections", limit=PAGE, after=after()))
    return Form({}).page("verification/corrections.html", page=page, statuses=CORRECTIONS, fields=READ_FIELDS)


@blueprint.route("/kerja/perbaikan-data/<id>", methods=["GET", "POST"])
def show(id: str):
    opening = request.form.get("buka")
    if opening:
        files.open_(opening)
    correction = api("registration").get(path("v1", "corrections", id))
    form = Form({"reason": _("Putusan")}, version=correction["version"])
    values = {
        "correction": correction,
        "statuses": CORRECTIONS,
        "reasons": CORRECTION_REASONS,
        "fields": READ_FIELDS,
    }
    if not opening and needed(form, "reason") and form.get("reason") in CORRECTION_REASONS:
        with form.problems():
            where, body = path("v1", "corrections", id, "decision"), {"reason": form.get("reason")}
            if asks(form, "registration", where, body):
                return form.page("verification/correction_decide.html", **values)
            api("registration").post(where, body, key=form.key, version=form.version)
            flash(_("Permintaan diputuskan. Pemilik akun diberi tahu lewat surat dan halamannya."))
            return redirect(url_for("correction_board.show", id=id), 303)
    return form.page("verification/correction.html", **values, opened=opening)


@blueprint.get("/kerja/perbaikan-data/<id>/berkas/<document>")
def document(id: str, document: str):
    """Isi KTP yang sudah dibuka."""
    return files.passed_on(document, url_for("correction_board.show", id=id))
