"""Slip sekali pakai and the poster of a survey: made for a counter, and printed."""

from asnkit.web import current
from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import needed
from . import slip_papers

blueprint = Blueprint("slip_office", __name__, url_prefix="/kerja/survei/<id>")
only_for(blueprint, "aduan", "panitia", "ketua")

AT_ONCE = 105


@blueprint.route("/slip", methods=["GET", "POST"])
def show(id: str):
    """Slip sekali pakai."""
    survey = api("feedback").get(path("v1", "surveys", id))
    form = Form({"counter": _("Loket"), "number": _("Jumlah slip")}, {"number": 21}, survey["version"])
    if needed(form, "counter", "number"):
        number = form.get("number")
        if not (number.isascii() and number.isdecimal()):
            form.fail("number", _("%(field)s diisi dengan angka.", field=form.labels["number"]))
        else:
            body = {"counter": form.get("counter"), "number": int(number)}
            with form.problems():
                api("feedback").post(path("v1", "surveys", id, "slips"), body, form.key, form.version)
                flash(_("Slip dibuat. Cetak lembarnya di bawah."))
                return redirect(url_for("slip_office.show", id=id), 303)
    return form.page("evaluation/slips.html", survey=survey, at_once=AT_ONCE)


@blueprint.get("/slip-<int:first>.pdf")
def sheet(id: str, first: int):
    survey = api("feedback").get(path("v1", "surveys", id))
    slips = api("feedback").get(path("v1", "surveys", id, "slips", str(first)))
    return _pdf(slip_papers.slips(survey, slips, _address("surveys.answer", id)), f"slip-{first}")


@blueprint.get("/poster.pdf")
def poster(id: str):
    survey = api("feedback").get(path("v1", "surveys", id))
    return _pdf(slip_papers.poster(survey, _address("surveys.answer", id)), "poster-survei")


def _address(endpoint: str, id: str) -> str:
    return current().settings.urls["portal"] + url_for(endpoint, id=id)


def _pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(content, content_type="application/pdf", headers=headers)
