"""Temuan auditor, at the desk that it was given to: what was found, until when, and what the desk says to it."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..finding.words import OUTCOMES, SEVERITIES, badge_of
from ..forms import Form
from ..signin.access import STAFF, only_for

blueprint = Blueprint("asked_findings", __name__)
only_for(blueprint, *(role for role in STAFF if role not in ("auditor", "pegawai")))


@blueprint.route("/kerja/temuan/<uuid:id>", methods=["GET", "POST"])
def show(id):
    """Baca temuan, lalu tanggapi."""
    finding = api("audit").get(path("v1", "findings", str(id), "request"))
    form = Form({"text": _("Tanggapan Anda")}, version=finding["version"])
    if form.sent:
        form.require("text")
    if form.sent and not form.errors:
        with form.problems():
            body = {"text": form.get("text")}
            api("audit").post(path("v1", "findings", str(id), "answers"), body, form.key, form.version)
            flash(_("Tanggapan tercatat; auditor membacanya."))
            return redirect(url_for("asked_findings.show", id=id), 303)
    badges = [badge_of(finding), SEVERITIES[finding["severity"]]]
    return form.page("staff/asked_finding.html", finding=finding, badges=badges, outcomes=OUTCOMES)
