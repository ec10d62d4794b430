"""Sengketa NIK: another account names one's NIK; one reports it, or says once what there is to say."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from . import receipts

blueprint = Blueprint("contests", __name__)
only_for(blueprint, APPLICANT)

LONGEST = 1000


def mine() -> list[dict]:
    return api("registration").get("/v1/contests/mine")["items"]


@blueprint.get("/saya/sengketa")
def listing():
    return render_template("applicant/contests.html", contests=mine())


@blueprint.route("/saya/sengketa/lapor", methods=["GET", "POST"])
def begin():
    """NIK saya dipakai orang lain."""
    form = Form({"text": _("Keterangan Anda"), "documents": _("Berkas")})
    if form.sent:
        form.require("text")
    if form.sent and not form.errors:
        with form.problems():
            receipts.keep(api("registration").post("/v1/contests/mine", {"text": form.get("text")}, key=form.key))
            flash(_("Laporan Anda sudah kami terima."))
            return redirect(url_for("contests.listing"), 303)
    return form.page("applicant/contest_begin.html", longest=LONGEST)


@blueprint.route("/saya/sengketa/<uuid:id>", methods=["GET", "POST"])
def speak(id):
    """Beri keterangan, satu kali."""
    form = Form({"text": _("Keterangan Anda")})
    if form.sent:
        form.require("text")
    if form.sent and not form.errors:
        with form.problems():
            where = path("v1", "contests", str(id), "statements")
            receipts.keep(api("registration").post(where, {"text": form.get("text")}, key=form.key))
            flash(_("Keterangan Anda sudah kami terima."))
            return redirect(url_for("contests.listing"), 303)
    return form.page("applicant/contest.html", longest=LONGEST)
