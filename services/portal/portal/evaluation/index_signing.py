"""IKM yang akan terbit: one person lets it be counted and proposes it, a second one reads every figure and signs."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..signin.access import only_for, require
from ..staff.confirming import sure
from ..staff.seconding import Second
from ..words import Badge

blueprint = Blueprint("index_signing", __name__, url_prefix="/kerja/survei/<uuid:survey>/penerbitan")
only_for(blueprint, "aduan", "panitia", "ketua", "pimpinan")

STATUSES = {
    "proposed": Badge(_l("Menunggu tanda tangan kedua"), "✎", "orange"),
    "approved": Badge(_l("IKM terbit"), "★", "green"),
    "rejected": Badge(_l("Ditolak"), "✕", "red"),
}


@blueprint.route("/usul", methods=["GET", "POST"])
def propose(survey):
    """Tanda tangan pertama: indeks dihitung dari semua jawaban."""
    require("aduan", "panitia", "ketua")
    told, form = _survey(survey), Form({})
    if form.sent and sure():
        with form.problems():
            done = api("feedback").post("/v1/publications", {"survey": str(survey)}, form.key)
            flash(_("Indeks dihitung dan diusulkan. Orang lain harus membaca angkanya dan menandatanganinya."))
            return redirect(url_for(".show", survey=survey, id=done["id"]), 303)
    elif form.sent:
        return redirect(url_for("survey_office.show", id=survey), 303)
    return form.page("evaluation/publication_new.html", survey=told)


@blueprint.get("/<uuid:id>")
def show(survey, id):
    return render_template("evaluation/publication.html", **_values(survey, id))


@blueprint.route("/<uuid:id>/persetujuan", methods=["GET", "POST"])
def approve(survey, id):
    """Tanda tangan kedua."""
    tick = _("Saya sudah membaca semua angkanya")
    told = _("IKM terbit dan dapat dibaca siapa saja.")
    return _second(survey, id, "approval", "evaluation/publication_approve.html", told, tick)


@blueprint.route("/<uuid:id>/penolakan", methods=["GET", "POST"])
def reject(survey, id):
    """Usulan ditolak atau ditarik kembali; IKM tidak terbit."""
    told = _("Usulan ditolak. IKM belum terbit, dan penerbitannya dapat diusulkan lagi.")
    return _second(survey, id, "rejection", "evaluation/publication_reject.html", told)


def _second(survey, id, act: str, template: str, told: str, tick: str = ""):
    values, back = _values(survey, id), url_for(".show", survey=survey, id=id)
    second = Second("feedback", path("v1", "publications", str(id), act), told, back, values["may"], tick)
    return second.page(template, values["publication"]["proposed"], values["publication"]["version"], values)


def _values(survey, id) -> dict:
    publication = api("feedback").get(path("v1", "publications", str(id)))
    return {
        "survey": _survey(survey),
        "publication": publication,
        "index": publication["index"],
        "statuses": STATUSES,
        "may": publication["status"] == "proposed",
    }


def _survey(survey) -> dict:
    return api("feedback").get(path("v1", "surveys", str(survey)))
