"""Pokok aduan: what the office tells everybody of complaints in its own words, to be followed."""

from flask import Blueprint, render_template, request

from ..client import api, path
from ..lists import PAGE, after, chips, stretch

blueprint = Blueprint("topics", __name__, url_prefix="/aduan/pokok")


@blueprint.get("")
def listing():
    unit = request.args.get("unit", "")[:200]
    found = api("feedback").get("/v1/topics", limit=PAGE, after=after(), unit=unit)
    return render_template("public/topics.html", page=stretch(found), chips=chips({"unit": unit} if unit else {}))


@blueprint.get("/<uuid:id>")
def show(id):
    return render_template("public/topic.html", one=api("feedback").get(path("v1", "topics", str(id))))
