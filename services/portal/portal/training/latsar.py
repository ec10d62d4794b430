"""Latsar of one candidate: begun with mentor and coach, put off, followed by a remedial, passed or not."""

from asnkit.wib import wib_date
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..formats import now
from ..forms import Form
from ..lists import PAGE, after, passed_on, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..staff.names import called, names_on_roster
from ..staff.seconding import read, seen
from ..words import Badge
from .units import PEOPLE_SHOWN, is_day

blueprint = Blueprint("latsar", __name__, url_prefix="/kerja/diklat/latsar")
only_for(blueprint, "diklat", "ketua", "auditor")

STATES = {
    "GOING": Badge(_l("Berjalan"), "◐", "blue"),
    "PASSED": Badge(_l("Lulus"), "✓", "green"),
    "FAILED": Badge(_l("Tidak lulus"), "✕", "red"),
}
PHASES = {
    "MOOC": _l("Belajar mandiri (MOOC)"),
    "DISTANCE": _l("Belajar jarak jauh"),
    "HABITUATION": _l("Habituasi di tempat kerja"),
    "CLASSROOM": _l("Tatap muka"),
}
GRADES = {
    "VERY_SATISFYING": _l("Sangat memuaskan"),
    "SATISFYING": _l("Memuaskan"),
    "FAIRLY_SATISFYING": _l("Cukup memuaskan"),
    "NOT_PASSED": _l("Tidak lulus"),
}
ACTS = {
    "tunda": ("deferral", _l("Tunda Latsar"), _l("Penundaan tercatat."), ("begins", "letter_no")),
    "remedial": ("remedial", _l("Beri remedial"), _l("Remedial tercatat."), ("score", "until")),
    "hasil": ("result", _l("Tetapkan hasil"), _l("Hasil tercatat."), ("score", "certificate_no")),
}
"""Word of the address → the service's step, its name, what is said afterwards, its fields."""
DAYS, MAY_BE_EMPTY = ("begins", "until"), "certificate_no"


@blueprint.get("")
def listing():
    status = request.args.get("keadaan", "GOING")
    status = status if status in STATES else "GOING"
    found = api("training").get("/v1/latsar", limit=PAGE, after=after(), status=status)
    names = _names([one["person"] for one in found["items"]])
    values = {"names": names, "states": STATES, "status": status, "phases": PHASES}
    return render_template("training/latsar_list.html", page=stretch(found), **values)


@blueprint.get("/<uuid:id>")
def show(id):
    one = _one(id)
    names = _names([one[name] for name in ("person", "mentor", "coach")])
    acts = {word: ACTS[word][1] for word in _open(one)} if person().role == "diklat" else {}
    project = _project(id) if person().role == "diklat" else None
    values = {"names": names, "states": STATES, "phases": PHASES, "grades": GRADES, "acts": acts, "project": project}
    return render_template("training/latsar.html", one=one, **values)


@blueprint.route("/<uuid:id>/uji", methods=["GET", "POST"])
def examine(id):
    """Nilai proyek aktualisasi, satu kali setiap penguji."""
    one, project = _one(id), _project(id)
    if project is None:
        abort(404)
    form = Form({"mark": _("Nilai proyek")}, seen(project["handed_in"]), fields={"handed_in": ""})
    if needed(form, "mark"):
        with form.problems():
            body = {"handed_in": read(form), "mark": form.get("mark")}
            api("training").post(path("v1", "latsar", str(id), "project", "marks"), body, key=form.key)
            flash(_("Nilai Anda tersimpan."))
            return redirect(url_for("latsar.show", id=id), 303)
    return form.page("training/latsar_examine.html", one=one, project=project, grades=GRADES)


@blueprint.get("/<uuid:id>/uji/berkas")
def project_file(id):
    return passed_on(api("training").stream(path("v1", "latsar", str(id), "project", "file")))


@blueprint.route("/<uuid:id>/mulai/<uuid:whose>", methods=["GET", "POST"])
def begin(id, whose):
    """Mulai Latsar: hari pertama, mentor, coach."""
    form = Form({"begins": _("Hari pertama"), "mentor": _("Mentor"), "coach": _("Coach")})
    if needed(form, *form.labels) and is_day(form, "begins"):
        with form.problems():
            body = {name: form.get(name) for name in form.labels}
            api("training").post(path("v1", "latsar", str(id)), body, key=form.key)
            flash(_("Latsar dimulai."))
            return redirect(url_for("latsar.show", id=id), 303)
    wanted = request.args.get("cari", "").strip()
    people = api("training").get("/v1/roster", limit=PEOPLE_SHOWN, unit=wanted)["items"]
    others = [one for one in people if one["person"] != str(whose) and not one["left_at"]]
    names = _names([str(whose), *(one["person"] for one in others)])
    choices = {one["person"]: f"{called(names, one['person'])}, {one['unit']}" for one in others}
    values = {"choices": choices, "wanted": wanted, "whose": str(whose), "name": names.get(str(whose), str(whose))}
    return form.page("training/latsar_begin.html", **values)


@blueprint.route("/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    step, button, told, fields = ACTS[act]
    one, back = _one(id), url_for("latsar.show", id=id)
    labels = {
        "begins": _("Hari pertama yang baru"), "letter_no": _("Nomor surat"), "score": _("Nilai akhir"),
        "until": _("Hari terakhir remedial"), "certificate_no": _("Nomor sertifikat"),
    }  # fmt: skip
    form = Form({name: labels[name] for name in fields}, version=one["version"])
    name = called(_names([one["person"]]), one["person"])
    values = {"one": one, "act": act, "button": button, "back": back, "name": name, "phases": PHASES}
    written = [field for field in fields if field != MAY_BE_EMPTY]
    if needed(form, *written) and all(is_day(form, field) for field in fields if field in DAYS):
        with form.problems():
            body, where = {field: form.get(field) or None for field in fields}, path("v1", "latsar", str(id), step)
            if asks(form, "training", where, body):
                return form.page("training/latsar_sure.html", **values)
            api("training").post(where, body, key=form.key, version=form.version)
            flash(str(told))
            return redirect(back, 303)
    return form.page("training/latsar_act.html", **values)


def _open(one: dict) -> tuple[str, ...]:
    """What can be done today: put it off while there are days, judge when they are over."""
    today = wib_date(now()).isoformat()
    if one["status"] != "GOING" or (one["remedial"] and today <= one["remedial"]["until"]):
        return ()
    if today <= one["phases"][-1]["last"]:
        return ("tunda",)
    return ("hasil",) if one["remedial"] else ("remedial", "hasil")


def _project(id) -> dict | None:
    return api("training").find(path("v1", "latsar", str(id), "project"))


def _one(id) -> dict:
    return api("training").get(path("v1", "latsar", str(id)))


def _names(people: list[str]) -> dict[str, str]:
    """For those who may read names; the auditor sees ids."""
    return names_on_roster(people) if people and person().role != "auditor" else {}
