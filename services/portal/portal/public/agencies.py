"""Instansi: which other agencies get what and why, and the form with which one asks."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..words import Badge

blueprint = Blueprint("agencies", __name__, url_prefix="/instansi")

TOPICS = {
    "asn.registration.public": _l("Periode, formasi, dan pengumuman"),
    "asn.training.public": _l("Katalog, sesi pelatihan, dan unit"),
    "asn.feedback.public": _l("Survei dan IKM, kalender, dan perbaikan"),
    "asn.checkpoints": _l("Titik periksa log audit"),
}
STATUSES = {
    "asked": Badge(_l("Meminta"), "●", "blue"),
    "proposed": Badge(_l("Menunggu orang kedua"), "◐", "orange"),
    "granted": Badge(_l("Menerima"), "✓", "green"),
    "paused": Badge(_l("Dijeda"), "‖", "orange"),
    "refused": Badge(_l("Ditolak"), "✕", "red"),
    "ended": Badge(_l("Berakhir"), "■", "grey"),
}


@blueprint.get("")
def listing():
    found = api("platform").get("/v1/agencies", limit=PAGE, after=after())
    return render_template("public/agencies.html", page=stretch(found), topics=TOPICS, statuses=STATUSES)


@blueprint.route("/minta", methods=["GET", "POST"])
def ask():
    """Minta data untuk sebuah instansi."""
    labels = {
        "agency": _("Nama instansi"),
        "purpose": _("Untuk apa"),
        "contact": _("Surel instansi"),
        "topics": _("Data yang diminta"),
    }
    form = Form(labels)
    if form.sent:
        form.require("agency", "purpose", "contact", "topics")
    if form.sent and not form.errors:
        with form.problems():
            body = {name: form.get(name) for name in ("agency", "purpose", "contact")}
            api("platform").post("/v1/agencies", body | {"topics": form.all("topics")}, key=form.key)
            return redirect(url_for("agencies.asked"), 303)
    return form.page("public/agency_ask.html", topics=TOPICS)


@blueprint.get("/terkirim")
def asked():
    return render_template("public/agency_asked.html")
