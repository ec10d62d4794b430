"""Tarik lamaran: a page that asks once more."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from . import receipts, standing

blueprint = Blueprint("withdrawal", __name__, url_prefix="/saya/lamaran/<id>")
only_for(blueprint, APPLICANT)


@blueprint.route("/tarik", methods=["GET", "POST"])
def confirm(id: str):
    one = standing.application(id)
    form = Form({"reason": _("Alasan")}, version=one["version"])
    if not form.sent and (one["status"] == "withdrawn" or standing.unsent(one, standing.period(one["period"]))):
        return redirect(url_for("applications.show", id=id), 303)
    if form.sent:
        where = path("v1", "applications", id, "withdrawal")
        with form.problems():
            answer = api("registration").post(
                where, {"reason": form.get("reason") or None}, key=form.key, version=form.version
            )
            receipts.keep(answer)
            flash(_("Lamaran Anda sudah ditarik."))
            return redirect(url_for("dashboard.show"), 303)
    return form.page("applicant/withdrawal.html", one=one, reasons=_reasons())


def _reasons() -> dict[str, str]:
    return {
        "other_choice": _("Memilih formasi atau pekerjaan lain"),
        "personal": _("Alasan pribadi"),
        "placement": _("Lokasi penempatan"),
        "other": _("Alasan lain"),
    }
