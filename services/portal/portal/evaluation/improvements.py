"""Perbaikan: promised by the office or a unit's liaison after an index or a complaint, and finished, or missed."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed

blueprint = Blueprint("improvement_office", __name__, url_prefix="/kerja/janji")
only_for(blueprint, "aduan", "penghubung")

SURVEYS = 100
ENDS = {
    "selesai": ("completion", "evidence", _l("Nyatakan selesai"), _l("Perbaikan dinyatakan selesai.")),
    "meleset": ("failure", "reason", _l("Nyatakan tidak ditepati"), _l("Alasannya dapat dibaca siapa saja.")),
}
"""Word in the address → (the service's path, the field, the button, what is told afterwards)."""
FIELDS = {"evidence": _l("Di mana buktinya dapat dilihat"), "reason": _l("Mengapa tidak ditepati")}


@blueprint.get("")
def listing():
    found = api("feedback").get("/v1/improvements", limit=PAGE, after=after(), unit=_unit())
    return render_template("evaluation/improvements.html", page=stretch(found))


@blueprint.route("/baru", methods=["GET", "POST"])
def promise():
    labels = {
        "survey": _("Survei"),
        "element": _("Unsur"),
        "text": _("Apa yang akan berubah"),
        "due": _("Paling lambat"),
    }
    found = api("feedback").get("/v1/surveys", status="closed", unit=_unit(), limit=SURVEYS)["items"]
    surveys = {one["id"]: f"{one['title']}, {one['service']}" for one in found if one["ikm"]}
    elements = {part["key"]: part["name"] for one in found if one["ikm"] for part in one["ikm"]["elements"]}
    form = Form(labels)
    if needed(form, "survey", "element", "text"):
        with form.problems():
            body = {name: form.get(name) for name in ("survey", "element", "text")} | {"due": form.date("due")}
            api("feedback").post("/v1/improvements", body, key=form.key)
            flash(_("Janji tersimpan dan dapat dibaca siapa saja."))
            return redirect(url_for("improvement_office.listing"), 303)
    return form.page("evaluation/improvement_promise.html", surveys=surveys, elements=elements)


@blueprint.route("/pokok/<uuid:id>", methods=["GET", "POST"])
def undertake(id):
    """Because of what the office told everybody of a complaint."""
    one = api("feedback").get(path("v1", "topics", str(id)))
    form = Form({"text": _("Apa yang akan berubah"), "due": _("Paling lambat")})
    if needed(form, "text"):
        with form.problems():
            body = {"topic": str(id), "text": form.get("text"), "due": form.date("due")}
            api("feedback").post("/v1/improvements", body, key=form.key)
            flash(_("Janji tersimpan dan dapat dibaca siapa saja."))
            return redirect(url_for("improvement_office.listing"), 303)
    return form.page("evaluation/improvement_undertake.html", one=one)


@blueprint.route("/<uuid:id>/<act>", methods=["GET", "POST"])
def end(id, act: str):
    if act not in ENDS:
        abort(404)
    step, field, button, told = ENDS[act]
    one = api("feedback").get(path("v1", "improvements", str(id)))
    form = Form({field: str(FIELDS[field])}, version=one["version"])
    values = {"one": one, "act": act, "field": field, "button": button}
    if needed(form, field):
        with form.problems():
            where, body = path("v1", "improvements", str(id), step), {field: form.get(field)}
            if asks(form, "feedback", where, body):
                return form.page("evaluation/improvement_sure.html", **values)
            api("feedback").post(where, body, key=form.key, version=form.version)
            flash(str(told))
            return redirect(url_for("improvement_office.listing"), 303)
    return form.page("evaluation/improvement_end.html", **values)


def _unit() -> str:
    """A liaison has the own unit's only."""
    return person().scope if person().role == "penghubung" else ""
