"""Pokok aduan: what the office tells everybody of complaints in its own words, to be followed, by e-mail too."""

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import Problem, api, path
from ..forms import Form
from ..lists import PAGE, after, chips, stretch

blueprint = Blueprint("topics", __name__, url_prefix="/aduan")

OPEN = ("received", "forwarded", "in_progress", "answered", "postponed")


@blueprint.get("/pokok")
def listing():
    unit = request.args.get("unit", "")[:200]
    found = api("feedback").get("/v1/topics", limit=PAGE, after=after(), unit=unit)
    return render_template("public/topics.html", page=stretch(found), chips=chips({"unit": unit} if unit else {}))


@blueprint.route("/pokok/<uuid:id>", methods=["GET", "POST"])
def show(id):
    form, where = Form({"email": _("Alamat surel")}), path("v1", "topics", str(id))
    if form.sent:
        form.require("email")
    if form.sent and not form.errors:
        with form.problems():
            api("feedback").post(f"{where}/followers", {"email": form.get("email")}, key=form.key)
            return redirect(url_for("topics.show", id=id, surat=1), 303)
    one = api("feedback").get(where)
    asked = "surat" in request.args and not form.sent
    return form.page("public/topic.html", one=one, asked=asked, open=one["status"] in OPEN)


@blueprint.route("/ikuti/<token>", methods=["GET", "POST"])
def confirm(token: str):
    """A GET changes nothing: mail programs open addresses by themselves."""
    form = Form({})
    if form.sent:
        with form.problems():
            api("feedback").post("/v1/followers/confirmation", {"token": token}, key=form.key)
            return redirect(url_for("topics.confirmed"), 303)
    return form.page("public/follow.html", token=token)


@blueprint.get("/diikuti")
def confirmed():
    return render_template("public/followed.html")


@blueprint.route("/berhenti/<token>", methods=["GET", "POST"])
def stop(token: str):
    if request.method == "POST":
        try:
            api("feedback").post("/v1/followers/stop", {"token": token}, key=secrets.token_urlsafe(18))
        except Problem as problem:
            if problem.status in (404, 422):
                abort(404)
            raise
    return render_template("public/follow_stop.html", token=token, stopped=request.method == "POST")
