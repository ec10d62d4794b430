"""Latsar of whoever reads: its phases, and handing in the actualisation project."""

from asnkit.wib import wib_date
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..formats import now
from ..forms import Form
from ..lists import passed_on
from ..training.latsar import GRADES, PHASES, STATES

HABITUATION = "HABITUATION"


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/latsar/<uuid:id>", view_func=latsar)
    blueprint.add_url_rule("/latsar/<uuid:id>/proyek", view_func=project, methods=["GET", "POST"])
    blueprint.add_url_rule("/latsar/<uuid:id>/proyek/berkas", view_func=project_file)


def latsar(id):
    """Tahap, mentor, coach, dan hasil Latsar sendiri."""
    one = api("training").get(path("v1", "latsar", str(id)))
    today = wib_date(now()).isoformat()
    begun = any(phase["phase"] == HABITUATION and phase["first"] <= today for phase in one["phases"])
    return render_template(
        "learning/latsar.html",
        one=one,
        states=STATES,
        phases=PHASES,
        grades=GRADES,
        begun=begun,
        project=api("training").find(path("v1", "latsar", str(id), "project")),
    )


def project(id):
    """Serahkan proyek aktualisasi, atau berkas penggantinya."""
    where = path("v1", "latsar", str(id), "project")
    before = api("training").find(where)
    form = Form({"title": _("Judul proyek"), "file": _("Berkas proyek")}, {"title": before["title"]} if before else {})
    if form.sent:
        form.require("title")
        file = request.files.get("file")
        content = file.read() if file else b""
        if not content:
            form.fail("file", _("Pilih berkas PDF yang tidak kosong."))
        if not form.errors:
            with form.problems():
                api("training").post(where, key=form.key, params={"title": form.get("title")}, data=content)
                flash(_("Proyek Anda diserahkan."))
                return redirect(url_for(".latsar", id=id), 303)
    return form.page("learning/project.html", id=id, before=before)


def project_file(id):
    return passed_on(api("training").stream(path("v1", "latsar", str(id), "project", "file")))
