"""Laporan integritas: what the Inspektorat alone opens, answers and closes. Every opening is recorded."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..words import INTEGRITY_OUTCOMES

blueprint = Blueprint("integrity_desk", __name__, url_prefix="/kerja/integritas")
only_for(blueprint, "inspektorat")

ACTS = {
    "jawab": ("answer", _l("Jawab"), _l("Jawaban terkirim. Pelapor membacanya dengan kodenya.")),
    "selesai": ("closing", _l("Selesaikan"), _l("Laporan selesai. Pelapor membaca hasilnya dengan kodenya.")),
}
"""Word in the address → (the service's path, the button, what is told afterwards)."""


@blueprint.get("")
def listing():
    found = api("feedback").get("/v1/integrity-reports", limit=PAGE, after=after())
    return render_template("evaluation/integrity_reports.html", page=stretch(found))


@blueprint.get("/<uuid:id>")
def show(id):
    return render_template("evaluation/integrity_report.html", one=_one(id), acts=ACTS)


@blueprint.route("/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    step, button, told = ACTS[act]
    labels = {"text": _("Tulisan untuk pelapor")}
    if act == "selesai":
        labels = {"outcome": _("Hasil"), **labels}
    form, back = Form(labels), url_for("integrity_desk.show", id=id)
    if needed(form, *labels):
        with form.problems():
            body, where = {name: form.get(name) for name in labels}, path("v1", "integrity-reports", str(id), step)
            if asks(form, "feedback", where, body):
                return form.page("evaluation/integrity_sure.html", act=act, button=button, outcomes=INTEGRITY_OUTCOMES)
            api("feedback").post(where, body, key=form.key)
            flash(str(told))
            return redirect(back, 303)
    return form.page("evaluation/integrity_act.html", button=button, back=back, outcomes=INTEGRITY_OUTCOMES)


def _one(id) -> dict:
    return api("feedback").get(path("v1", "integrity-reports", str(id)))
