"""Penghapusan data: asking for it, what became of it, and a button to stop it."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from . import receipts

blueprint = Blueprint("erasure", __name__)
only_for(blueprint, APPLICANT)


@blueprint.route("/saya/penghapusan", methods=["GET", "POST"])
def show():
    form = Form({})
    if form.sent:
        with form.problems():
            receipts.keep(api("registration").post("/v1/accounts/me/erasure/stop", {}, key=form.key))
            flash(_("Penghapusan dihentikan. Data Anda tetap tersimpan."))
            return redirect(url_for("dashboard.show"), 303)
    account = api("registration").get("/v1/accounts/me")
    return form.page("applicant/erasure.html", due=account["erasure_due"], asked_at=account["erasure_asked_at"])


@blueprint.route("/saya/penghapusan/minta", methods=["GET", "POST"])
def ask():
    """Minta penghapusan; yang wajib disimpan ditolak dengan tanggalnya."""
    form = Form({})
    if form.sent:
        with form.problems():
            receipts.keep(api("registration").post("/v1/accounts/me/erasure", {}, key=form.key))
            flash(_("Permintaan Anda kami terima. Kami menyurati Anda sebelum ada yang dihapus."))
            return redirect(url_for("erasure.show"), 303)
    return form.page("applicant/erasure_ask.html")
