"""Aduan di loket: an officer writes down what somebody says, who leaves with number and code, without an account."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..public.complaints import WARNINGS
from ..signin.access import only_for
from ..staff.confirming import asks, needed, sure
from ..words import COMPLAINT_KINDS

blueprint = Blueprint("complaint_counter", __name__)
only_for(blueprint, "aduan")

WHERE = "/v1/complaints/at-counter"
KINDS = ("complaint", "suggestion", "information")


@blueprint.route("/kerja/aduan/loket", methods=["GET", "POST"])
def write():
    labels = {
        "kind": _("Apa yang disampaikan?"),
        "unit": _("Unit"),
        "text": _("Uraian"),
        "name": _("Nama pelapor"),
        "contact": _("Kontak pelapor"),
        "aware": _("Peringatan"),
    }
    form = Form(labels, fields={"class": "kind"})
    if needed(form, "kind", "text"):
        written = {"class": form.get("kind"), "text": form.get("text"), "unit": form.get("unit") or None}
        body = written | {name: form.get(name) or None for name in ("name", "contact")}
        with form.problems():
            checked = None if sure() else api("feedback").post("/v1/complaints/check", written)
            body["aware"] = checked["warnings"] if checked else [code for code in form.all("aware") if code]
            if asks(form, "feedback", WHERE, body):
                return form.page("evaluation/counter_check.html", checked=checked, warnings=WARNINGS)
            done = api("feedback").post(WHERE, body, key=form.key)
            flash(_("Untuk pelapor: nomor %(number)s, kode rahasia %(code)s.", **done["extra"]))
            return redirect(url_for(".written", id=done["id"]), 303)
    units = api("feedback").get("/v1/complaints/units")["items"]
    kinds = {kind: COMPLAINT_KINDS[kind] for kind in KINDS}
    return form.page("evaluation/counter.html", kinds=kinds, units={unit: unit for unit in units})


@blueprint.get("/kerja/aduan/loket/<uuid:id>")
def written(id):
    """Number and code stand above, once; the page itself does not know them."""
    return render_template("evaluation/counter_done.html", id=id)
