"""Apa yang berubah karena Anda: what units promised after a survey, until when, and the figures before and after."""

from flask import Blueprint, render_template

from ..client import api
from ..lists import PAGE, after, stretch

blueprint = Blueprint("improvements", __name__)


@blueprint.get("/perbaikan")
def listing():
    found = api("feedback").get("/v1/improvements", limit=PAGE, after=after())
    return render_template("public/improvements.html", page=stretch(found))
