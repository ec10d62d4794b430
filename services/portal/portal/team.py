"""Bawahan: what waits for a superior, who answers to them with their lesson hours, and the answers to both.

Who was appointed here signs in as an applicant does, who served before at the office's provider: the same pages stand
under both addresses. The training officer decides on an application where nobody is known as superior.
"""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from .client import api, path
from .forms import Form
from .signin.tokens import person
from .staff.confirming import needed
from .staff.seconding import read, seen
from .words import AT_WORK, AT_WORK_SCALE

OFFICER = "diklat"


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("", view_func=show)
    blueprint.add_url_rule("/<uuid:id>", view_func=evaluate, methods=["GET", "POST"])
    add_decisions(blueprint)


def add_decisions(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/permohonan/<uuid:id>", view_func=approve, methods=["GET", "POST"])
    blueprint.add_url_rule("/permohonan/<uuid:id>/tolak", view_func=decline, methods=["GET", "POST"])


def show():
    return render_template("team/list.html", team=api("training").get("/v1/my-team"))


def approve(id):
    """Setujui permohonan kursi, sesudah melihat JP, bentrok, dan kebutuhannya."""
    where = path("v1", "applications", str(id))
    one = api("training").get(where)
    form = Form({}, seen(one["applied"]), fields={"applied": ""})
    if form.sent:
        with form.problems():
            api("training").post(f"{where}/approval", {"applied": read(form)}, key=form.key)
            flash(_("Permohonan disetujui. Kursinya dibagi menurut urutan."))
            return redirect(_back(one), 303)
    return form.page("team/application.html", one=one, back=_back(one), officer=_officer())


def decline(id):
    """Jangan setujui permohonan kursi, dengan alasan."""
    where = path("v1", "applications", str(id))
    one = api("training").get(where)
    form = Form({"reason": _("Alasan")}, seen(one["applied"]), fields={"applied": ""})
    if needed(form, "reason"):
        with form.problems():
            body = {"applied": read(form), "reason": form.get("reason")}
            api("training").post(f"{where}/refusal", body, key=form.key)
            flash(_("Permohonan tidak disetujui. Orangnya membaca alasan Anda."))
            return redirect(_back(one), 303)
    return form.page("team/decline.html", one=one, back=_back(one))


def evaluate(id):
    """Apa yang tampak dari pelatihan bawahan di tempat kerja."""
    where = path("v1", "evaluations", str(id))
    one = api("training").get(where)
    form = Form(dict(AT_WORK))
    if form.sent:
        form.require(*AT_WORK)
        if not form.errors:
            with form.problems():
                ratings = {name: int(form.get(name)) for name in AT_WORK if form.get(name) in AT_WORK_SCALE}
                api("training").post(f"{where}/answer", {"ratings": ratings}, key=form.key)
                flash(_("Terima kasih. Penilaian Anda tercatat."))
                return redirect(url_for(".show"), 303)
    return form.page("team/evaluate.html", one=one, scale=AT_WORK_SCALE)


def _officer() -> bool:
    return person().role == OFFICER


def _back(one: dict) -> str:
    return url_for("training_sessions.show", id=one["session"]) if _officer() else url_for(".show")
