"""Siklus penilaian kinerja: opened with its days, compared by unit, and each appraisal for who manages them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..charts import Grid
from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..words import PREDICATES, RATINGS

blueprint = Blueprint("cycle_office", __name__, url_prefix="/kerja/siklus")
only_for(blueprint, "penilai")


@blueprint.get("")
def listing():
    found = api("feedback").get("/v1/cycles", limit=PAGE, after=after())
    return render_template("evaluation/cycles.html", page=stretch(found))


@blueprint.route("/buka", methods=["GET", "POST"])
def open_cycle():
    """Buka siklus."""
    form = Form(
        {
            "begins": _("Masa yang dinilai, hari pertama"),
            "ends": _("Masa yang dinilai, hari terakhir"),
            "on": _("Peserta: ASN pada hari"),
            "plan_until": _("Rencana disepakati paling lambat"),
            "rate_from": _("Laporan dan penilaian mulai"),
            "rate_until": _("Laporan dan penilaian paling lambat"),
            "settle_until": _("Diterima atau ditinjau ulang paling lambat"),
        }
    )
    if form.sent:
        with form.problems():
            body = {name: form.date(name) for name in form.labels}
            done = api("feedback").post("/v1/cycles", body, key=form.key)
            flash(_("Siklus dibuka."))
            return redirect(url_for("cycle_office.show", id=done["id"]), 303)
    return form.page("evaluation/cycle_open.html")


@blueprint.get("/<uuid:id>")
def show(id):
    where = path("v1", "cycles", str(id))
    cycle, found = api("feedback").get(where), api("feedback").get(f"{where}/calibration")
    return render_template("evaluation/cycle.html", cycle=cycle, found=found, chart=_box(found))


@blueprint.get("/<uuid:id>/penilaian")
def appraisals(id):
    found = api("feedback").get(path("v1", "cycles", str(id), "appraisals"), limit=PAGE, after=after())
    return render_template("evaluation/appraisals.html", id=id, page=stretch(found))


@blueprint.get("/<uuid:id>/penilaian/<uuid:appraisal>")
def one(id, appraisal):
    found = api("feedback").get(path("v1", "appraisals", str(appraisal)))
    return render_template("evaluation/appraisal.html", id=id, one=found)


@blueprint.route("/<uuid:id>/unit", methods=["GET", "POST"])
def judge(id):
    """Catat predikat satu unit."""
    units = {one["unit"]: one["name"] for one in _calibration(id)["units"]}
    form = Form({"unit": _("Unit"), "predicate": _("Predikat kinerja unit")})
    if form.sent:
        form.require("unit", "predicate")
        if not form.errors:
            with form.problems():
                body = {name: form.get(name) for name in form.labels}
                api("feedback").post(path("v1", "cycles", str(id), "units"), body, key=form.key)
                flash(_("Predikat unit tersimpan."))
                return redirect(url_for("cycle_office.show", id=id), 303)
    return form.page("evaluation/cycle_unit.html", id=id, units=units, predicates=PREDICATES)


def _calibration(id) -> dict:
    return api("feedback").get(path("v1", "cycles", str(id), "calibration"))


def _box(found: dict) -> Grid | None:
    """The nine fields of the city; None for fewer than ten people."""
    if found["city"]["cells"] is None:
        return None
    words = [str(RATINGS[one]) for one in found["ratings"]]
    rows = [
        (_("Hasil: %(word)s", word=word), numbers) for word, numbers in zip(words, found["city"]["cells"], strict=True)
    ]
    summary = _("%(n)s orang yang dinilai, menurut hasil (baris) dan perilaku (kolom).", n=found["city"]["rated"])
    return Grid("sebaran", _("Sebaran penilaian"), summary, words, rows)
