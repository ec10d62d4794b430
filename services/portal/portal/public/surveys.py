"""Survei IKM: nine questions on one page without a name, the thanks, and the published indexes."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from ..charts import Bar, Chart
from ..client import api, path
from ..formats import decimal
from ..forms import Form
from ..lists import PAGE, Page, offset, page_number

blueprint = Blueprint("surveys", __name__)

SCALE = 4


@blueprint.get("/survei")
def listing():
    items = api("feedback").get("/v1/surveys", status="open", limit=100)["items"]
    if len(items) == 1:
        return redirect(url_for("surveys.answer", id=items[0]["id"]), 303)
    return render_template("public/surveys.html", items=items)


@blueprint.route("/survei/<id>", methods=["GET", "POST"])
def answer(id: str):
    survey = api("feedback").get(path("v1", "surveys", id))
    labels = {question["key"]: question["text"] for question in survey["questions"]}
    fields = {f"answers.{key}": key for key in labels} | {"answers": next(iter(labels))}
    form = Form(labels, fields=fields)
    if form.sent:
        given = {key: int(form.get(key)) for key in labels if form.get(key) in ("1", "2", "3", "4")}
        with form.problems():
            api("feedback").post(path("v1", "surveys", id, "responses"), {"answers": given}, key=form.key)
            return redirect(url_for("surveys.thanks", id=id), 303)
    return form.page("public/survey.html", survey=survey)


@blueprint.get("/survei/<id>/terima-kasih")
def thanks(id: str):
    survey = api("feedback").get(path("v1", "surveys", id))
    published = api("feedback").get("/v1/surveys", unit=survey["unit"], limit=25)["items"]
    last = next((one for one in published if one["ikm"]), None)
    return render_template("public/survey_thanks.html", survey=survey, last=last)


@blueprint.get("/ikm")
def results():
    found = api("feedback").get("/v1/surveys", limit=PAGE, offset=offset())
    page = Page(found["items"], found["total"], page_number())
    return render_template("public/ikm.html", page=page)


@blueprint.get("/ikm/<id>")
def result(id: str):
    survey = api("feedback").get(path("v1", "surveys", id))
    chart = _elements(survey) if survey["ikm"] else None
    return render_template("public/ikm_one.html", survey=survey, chart=chart)


def _elements(survey: dict) -> Chart:
    """Element means on the scale of 1 to 4, in hundredths so that no fraction is drawn."""
    bars = [
        Bar(element["name"], int(element["shown"].replace(".", "")), shown=decimal(element["shown"]), tone="two-tone")
        for element in survey["ikm"]["elements"]
    ]
    lowest = min(survey["ikm"]["elements"], key=lambda element: element["shown"])
    summary = _(
        "Nilai rata-rata setiap unsur, dari 1 sampai %(most)s; terendah: %(name)s (%(value)s).",
        most=SCALE,
        name=lowest["name"],
        value=decimal(lowest["shown"]),
    )
    return Chart("unsur", _("Sembilan unsur pelayanan"), summary, bars, most=SCALE * 100)
