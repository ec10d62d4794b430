"""Diklat: the roster with its Latsar places, one person's hours, and the form that credits them."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, chips, sheet_answer, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..staff.names import called, names_on_roster
from .latsar import STATES as LATSAR
from .tenure import is_mine

blueprint = Blueprint("roster", __name__)
only_for(blueprint, "diklat", "ketua", "auditor")

AT_ONCE = 200


@blueprint.get("/kerja/diklat")
def listing():
    wanted = {"unit": request.args.get("unit", "").strip()}
    found = api("training").get("/v1/roster", limit=PAGE, after=after(), **wanted)
    return render_template(
        "training/roster.html",
        page=stretch(found),
        names=_names(found["items"]),
        counts=api("training").get("/v1/counts"),
        chips=chips({"unit": wanted["unit"]}),
        hours=hours,
    )


@blueprint.get("/kerja/diklat.<any(csv, xlsx):form>")
def download(form: str):
    people = list(api("training").every("/v1/roster", unit=request.args.get("unit", "").strip()))
    names = _names(people)
    columns = (_("Nama"), _("Unit"), _("Jabatan"), _("Status"), _("TMT"), _("Pelatihan"), _("JP"), _("Selesai"))
    rows = (
        (
            names.get(one["person"], ""),
            one["unit"],
            one["job_name"],
            one["status"],
            one["effective_date"],
            enrolment["title"],
            enrolment["hours"],
            enrolment["completed_on"],
        )
        for one in people
        for enrolment in one["enrolments"] or [{"title": "", "hours": "", "completed_on": ""}]
    )
    return sheet_answer(form, "daftar-asn", columns, rows)


@blueprint.get("/kerja/diklat/<id>")
def show(id: str):
    one = api("training").get(path("v1", "roster", id))
    above = api("training").get(path("v1", "roster", id, "superior"))
    names = _names([one, *([{"person": above["superior"]}] if above["superior"] else [])])
    career = api("training").get(path("v1", "roster", id, "stations"))
    waiting = career.get("waiting")
    mine = waiting is not None and is_mine(waiting)
    values = {"mine": mine, "above": above, "career": career, "names": names, "hours": hours, "latsar": LATSAR}
    return render_template("training/person.html", one=one, **values)


@blueprint.route("/kerja/diklat/<id>/mutasi", methods=["GET", "POST"])
def transfer(id: str):
    """Catat mutasi ke unit atau jabatan lain."""
    one, where = api("training").get(path("v1", "roster", id)), path("v1", "roster", id)
    version = api("training").get(f"{where}/stations")["version"]
    labels = {
        "unit": _("Unit"), "job_code": _("Kode jabatan"), "job_name": _("Nama jabatan"),
        "decree_no": _("Nomor keputusan"), "effective": _("TMT"),
    }  # fmt: skip
    form = Form(labels, {"job_code": one["job_code"], "job_name": one["job_name"]}, version)
    written = ("unit", "job_code", "job_name", "decree_no")
    if needed(form, *written):
        with form.problems():
            body = {name: form.get(name) for name in written} | {"effective": form.date("effective")}
            api("training").post(f"{where}/transfer", body, key=form.key, version=form.version)
            flash(_("Mutasi tercatat. Daftar menyusul sebentar lagi."))
            return redirect(url_for("roster.show", id=id), 303)
    units = {unit["id"]: unit["name"] for unit in api("training").every("/v1/units")}
    return form.page("training/transfer.html", one=one, name=_names([one]).get(id, ""), units=units)


@blueprint.route("/kerja/diklat/<id>/jp/<enrolment>", methods=["GET", "POST"])
def credit(id: str, enrolment: str):
    """Kreditkan JP satu kepesertaan yang selesai."""
    one = api("training").get(path("v1", "roster", id))
    course = next((item for item in one["enrolments"] if item["id"] == enrolment), None)
    if course is None or course["completed_on"] or course["latsar"]:
        return redirect(url_for("roster.show", id=id), 303)
    labels = {"completed_on": _("Tanggal selesai"), "certificate_no": _("Nomor sertifikat")}
    form = Form(labels)
    values = {"one": one, "course": course, "name": _names([one]).get(id, "")}
    if needed(form, "completed_on") and _is_day(form):
        with form.problems():
            number = form.get("certificate_no") or None
            body = {"enrolment": enrolment, "completed_on": form.get("completed_on"), "certificate_no": number}
            if asks(form, "training", "/v1/hours", body):
                return form.page("training/credit_confirm.html", **values)
            api("training").post("/v1/hours", body, key=form.key)
            flash(_("%(n)s JP dikreditkan.", n=course["hours"]))
            return redirect(url_for("roster.show", id=id), 303)
    return form.page("training/credit.html", **values)


@blueprint.route("/kerja/diklat/jp", methods=["GET", "POST"])
def credit_many():
    """Kreditkan JP banyak kepesertaan yang selesai pada hari yang sama, paling banyak satu halaman daftar."""
    unit = request.args.get("unit", "").strip()
    people = api("training").get("/v1/roster", limit=AT_ONCE, unit=unit)["items"]
    waiting = {
        course["id"]: (one, course)
        for one in people
        for course in one["enrolments"]
        if not course["completed_on"] and not course["latsar"]
    }
    names = _names([one for one, _course in waiting.values()])
    choices = {
        id: f"{called(names, one['person'])}, {one['unit']}: {course['title']}" for id, (one, course) in waiting.items()
    }
    form = Form({"enrolments": _("Peserta"), "completed_on": _("Tanggal selesai")}, {"enrolments": list(choices)})
    if needed(form, "enrolments", "completed_on") and _is_day(form):
        chosen = form.all("enrolments")
        with form.problems():
            bodies = [
                {"enrolment": id, "completed_on": form.get("completed_on"), "certificate_no": None} for id in chosen
            ]
            if asks(form, "training", "/v1/hours", bodies[0]):  # the day is the same for all
                told = [choices[id] for id in chosen if id in choices]
                return form.page("training/credit_many_confirm.html", told=told)
            for body in bodies:
                api("training").post("/v1/hours", body, key=f"{form.key}.{body['enrolment']}"[:128])
            flash(_("JP %(n)s peserta dikreditkan.", n=len(chosen)))
            return redirect(url_for("roster.listing"), 303)
    return form.page("training/credit_many.html", choices=choices, unit=unit)


def hours(one: dict) -> int:
    """Lesson hours of all years."""
    return sum(one["hours_by_year"].values())


def _names(people: list[dict]) -> dict[str, str]:
    """For those who may read names; the others see the person's id."""
    return names_on_roster([one["person"] for one in people]) if person().role in ("diklat", "ketua") else {}


def _is_day(form: Form) -> bool:
    """Whether the form holds a date; if not, it gets its sentence."""
    try:
        date.fromisoformat(form.get("completed_on"))
    except ValueError:
        form.fail("completed_on", _("Tanggal selesai diisi hari, bulan, dan tahun, misalnya 20 8 2026."))
    return not form.errors
