"""Diklat: what civil servants did elsewhere, the paper beside what they say of it, and the JP book of one person."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, passed_on, stretch
from ..signin.access import only_for
from ..staff.confirming import needed
from ..staff.names import called, names_on_roster
from ..words import ACTIVITY_STATES

blueprint = Blueprint("activity_office", __name__, url_prefix="/kerja/kegiatan-luar")
only_for(blueprint, "diklat")

WAITING = "waiting"
MOST_DIGITS = 4
STEPS = {"batalkan": "withdrawal", "kreditkan": "restoration"}
"""Word in the address → the service's path."""


@blueprint.get("")
def listing():
    status = request.args.get("status")
    status = status if status in ACTIVITY_STATES else WAITING
    found = api("training").get("/v1/activities", limit=PAGE, after=after(), status=status)
    return render_template("training/activities.html", page=stretch(found), status=status)


@blueprint.get("/<uuid:id>")
def show(id):
    one = _one(id)
    return render_template("training/activity.html", one=one, name=_name(one["person"]))


@blueprint.get("/<uuid:id>/berkas")
def paper(id):
    return passed_on(api("training").stream(path("v1", "activities", str(id), "file")))


@blueprint.route("/<uuid:id>/akui", methods=["GET", "POST"])
def accept(id):
    """Akui kegiatan dengan JP-nya."""
    one = _one(id)
    labels = {"hours": _("JP yang diakui"), "reason": _("Alasan bila bukan JP yang diserahkan")}
    form = Form(labels, {"hours": one["hours"]}, version=one["version"])
    if needed(form, "hours"):
        hours = form.get("hours")
        if not (hours.isascii() and hours.isdecimal() and len(hours) <= MOST_DIGITS):
            form.fail("hours", _("%(field)s diisi dengan angka.", field=labels["hours"]))
        else:
            with form.problems():
                body = {"hours": int(hours), "reason": form.get("reason") or None}
                where = path("v1", "activities", str(id), "acceptance")
                api("training").post(where, body, key=form.key, version=form.version)
                flash(_("%(n)s JP masuk buku JP orangnya.", n=hours))
                return redirect(url_for(".show", id=id), 303)
    return form.page("training/activity_accept.html", one=one, name=_name(one["person"]))


@blueprint.route("/<uuid:id>/tolak", methods=["GET", "POST"])
def refuse(id):
    """Jangan akui kegiatan, dengan alasan."""
    one = _one(id)
    form = Form({"reason": _("Alasan yang dibaca orangnya")}, version=one["version"])
    if needed(form, "reason"):
        with form.problems():
            where = path("v1", "activities", str(id), "refusal")
            api("training").post(where, {"reason": form.get("reason")}, key=form.key, version=form.version)
            flash(_("Kegiatan tidak diakui. Orangnya membaca alasan Anda."))
            return redirect(url_for(".show", id=id), 303)
    return form.page("training/activity_refuse.html", one=one, name=_name(one["person"]))


@blueprint.get("/buku/<uuid:person>")
def book(person):
    entries = api("training").get(path("v1", "hours", "of", str(person)))["items"]
    return render_template("training/book.html", entries=entries, person_id=str(person), name=_name(str(person)))


@blueprint.route("/jp/<uuid:id>/<any(batalkan, kreditkan):act>", methods=["GET", "POST"])
def change(id, act: str):
    """Batalkan JP satu kegiatan, atau kreditkan lagi yang dibatalkan karena keliru."""
    where = path("v1", "hours", str(id))
    one = api("training").get(where)
    back = url_for(".book", person=one["person"])
    form = Form({"reason": _("Alasan yang dibaca orangnya")}, version=one["version"])
    if needed(form, "reason"):
        with form.problems():
            body = {"reason": form.get("reason")}
            api("training").post(f"{where}/{STEPS[act]}", body, key=form.key, version=form.version)
            flash(_("JP dibatalkan.") if act == "batalkan" else _("JP dikreditkan lagi."))
            return redirect(back, 303)
    return form.page("training/hours_change.html", one=one, act=act, back=back, name=_name(one["person"]))


def _one(id) -> dict:
    return api("training").get(path("v1", "activities", str(id)))


def _name(person: str) -> str:
    return called(names_on_roster([person]), person)
