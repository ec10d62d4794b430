"""Siklus penilaian kinerja: opened with its days, compared by unit, and each appraisal for who manages them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..charts import Grid
from ..client import api, path
from ..figures import Table, paper
from ..formats import day
from ..forms import Form
from ..lists import PAGE, after, json_answer, sheet_answer, stretch
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


@blueprint.get("/<uuid:id>/angka.<any(csv, xlsx):form>")
def download(id, form: str):
    """The nine fields of the city and of each unit; what is held back is empty."""
    return sheet_answer(form, "sebaran-penilaian", columns(), _by_unit(_calibration(id)))


@blueprint.get("/<uuid:id>/angka.json")
def as_json(id):
    return json_answer("sebaran-penilaian", _calibration(id))


@blueprint.get("/<uuid:id>/angka.pdf")
def on_paper(id):
    """What the page tells of the cycle's ratings, on the office's paper."""
    cycle, found = api("feedback").get(path("v1", "cycles", str(id))), _calibration(id)
    chart = _box(found)
    told = [
        _("Masa yang dinilai: %(first)s sampai %(last)s", first=day(cycle["begins"]), last=day(cycle["ends"])),
        _(
            "%(n)s ASN mengikuti siklus ini. Kurang dari sepuluh orang yang dinilai tidak dirinci.",
            n=found["population"],
        ),
    ]
    told += [chart.summary] if chart else []
    tables = (
        [Table(chart.title, (_("Hasil"), *chart.columns), [(label, *numbers) for label, numbers in chart.rows])]
        if chart
        else []
    )
    heads, rows = columns(), _by_unit(found)
    tables.append(Table(_("Per unit"), heads[:3], [row[:3] for row in rows]))
    tables.append(Table(_("Hasil dan perilaku per unit"), (heads[0], *heads[5:]), [(row[0], *row[5:]) for row in rows]))
    address = url_for("cycle_office.show", id=id, _external=True)
    return paper("sebaran-penilaian", _("Sebaran penilaian kinerja"), told, tables, address)


def columns() -> tuple[str, ...]:
    """Unit, how many serve and are rated, the unit's predicate, whether it is exceeded, and the nine fields."""
    words = list(RATINGS.values())
    fields = [
        _("Hasil %(results)s, perilaku %(behaviour)s", results=one, behaviour=two) for one in words for two in words
    ]
    return _("Unit"), _("ASN"), _("Dinilai"), _("Predikat unit"), _("Sebaran"), *fields


def _by_unit(found: dict) -> list[tuple]:
    """The city first; what is held back is empty."""
    city = {"name": _("Seluruh kota"), "people": found["population"], "predicate": None, "exceeds": None}
    return [_row(one) for one in (city | found["city"], *found["units"])]


def _row(one: dict) -> tuple:
    predicate = str(PREDICATES[one["predicate"]]) if one["predicate"] else ""
    spread = {None: "", True: _("melebihi predikat unit"), False: _("wajar")}[one["exceeds"]]
    cells = [number for row in one["cells"] for number in row] if one["cells"] else [""] * len(RATINGS) ** 2
    return one["name"], one["people"], one["rated"], predicate, spread, *cells


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
