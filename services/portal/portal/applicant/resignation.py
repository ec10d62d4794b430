"""Mundur dari kursi: for whoever has a seat by the final result, appointed or not; a page that asks once more."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from ..staff.confirming import needed
from ..words import RESIGNING
from . import receipts, standing

blueprint = Blueprint("resignation", __name__, url_prefix="/saya/lamaran/<id>")
only_for(blueprint, APPLICANT)


@blueprint.route("/mundur", methods=["GET", "POST"])
def confirm(id: str):
    one, lies = standing.application(id), standing.around()
    stands = standing.standing_of(one, lies)
    form = Form({"reason_code": _("Alasan"), "sure": _("Saya mengerti bahwa kursi ini diberikan kepada peserta lain")})
    if needed(form, "reason_code", "sure"):
        with form.problems():
            where = path("v1", "candidates", "mine", id, "resignation")
            receipts.keep(api("selection").post(where, {"reason_code": form.get("reason_code")}, key=form.key))
            flash(_("Pengunduran diri Anda sudah kami terima."))
            return redirect(url_for("applications.show", id=id), 303)
    elif not form.sent and not stands.may_resign:
        return redirect(url_for("applications.show", id=id), 303)
    return form.page("applicant/resignation.html", one=one, reasons=RESIGNING)
