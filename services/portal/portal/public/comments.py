"""Tanggapan atas seleksi: what people say of a stage while it is open, shown once a moderator has read it."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..words import comment_stage

blueprint = Blueprint("comments", __name__, url_prefix="/transparansi/<code>/tanggapan")


@blueprint.route("", methods=["GET", "POST"])
def show(code: str):
    form = Form({"stage": _("Tahap"), "text": _("Tanggapan Anda")})
    if form.sent:
        form.require(*form.labels)
    if form.sent and not form.errors:
        with form.problems():
            body = {"period": code, "stage": form.get("stage"), "text": form.get("text")}
            api("feedback").post("/v1/comments", body, key=form.key)
            return redirect(url_for("comments.thanks", code=code), 303)
    period = api("registration").get(path("v1", "periods", code))
    stages = api("feedback").get("/v1/comments/stages", period=code)["items"]
    found = api("feedback").get("/v1/comments", period=code, limit=PAGE, after=after())
    choices = {one["stage"]: comment_stage(one["stage"]) for one in stages if one["open"]}
    return form.page("public/comments.html", period=period, stages=stages, choices=choices, page=stretch(found))


@blueprint.get("/terima-kasih")
def thanks(code: str):
    return render_template("public/comment_thanks.html", code=code)
