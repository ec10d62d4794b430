"""Penghapusan data: what was asked for, and a button to stop it."""

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
    due = api("registration").get("/v1/accounts/me")["erasure_due"]
    return form.page("applicant/erasure.html", due=due)
