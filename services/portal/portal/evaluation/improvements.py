"""Perbaikan: promised by the office or a unit's liaison after an index, and finished with evidence."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import needed, sure

blueprint = Blueprint("improvement_office", __name__, url_prefix="/kerja/janji")
only_for(blueprint, "aduan", "penghubung")

SURVEYS = 100


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


@blueprint.route("/<uuid:id>/selesai", methods=["GET", "POST"])
def finish(id):
    one = api("feedback").get(path("v1", "improvements", str(id)))
    form = Form({"evidence": _("Di mana buktinya dapat dilihat")}, version=one["version"])
    if needed(form, "evidence"):
        if not sure():
            return form.page("evaluation/improvement_sure.html", one=one)
        with form.problems():
            where = path("v1", "improvements", str(id), "completion")
            api("feedback").post(where, {"evidence": form.get("evidence")}, key=form.key, version=form.version)
            flash(_("Perbaikan dinyatakan selesai."))
            return redirect(url_for("improvement_office.listing"), 303)
    return form.page("evaluation/improvement_finish.html", one=one)


def _unit() -> str:
    """A liaison has the own unit's only."""
    return person().unit if person().role == "penghubung" else ""
