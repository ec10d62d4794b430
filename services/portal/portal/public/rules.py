"""Aturan penilaian of a period: what scores are judged by, in words and as the file for whoever recomputes."""

from flask import Blueprint, abort, render_template

from ..client import api, path
from ..lists import json_answer
from .vacancies import line_names

blueprint = Blueprint("rules", __name__)


@blueprint.get("/aturan/<code>")
def show(code: str):
    period = api("registration").get(path("v1", "periods", code))
    one, given = _locked(code)
    names = line_names(code) if given["plans"] else {}
    return render_template("public/rules.html", period=period, round=one, given=given, names=names)


@blueprint.get("/aturan/<code>.json")
def as_json(code: str):
    return json_answer(f"aturan-{code.lower()}", _locked(code)[1])


def _locked(code: str) -> tuple[dict, dict]:
    """The round with rules that two people locked, and these rules; 404 before there are any."""
    rounds = api("selection").get("/v1/rounds", period=code)["items"]
    one = next((one for one in rounds if one["rule_set"]), None) or abort(404)
    return one, api("selection").get(path("v1", "rounds", one["id"], "rules"))
