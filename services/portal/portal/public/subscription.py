"""Berhenti menerima surel pemberitahuan: one click in a mail program, or the button of this page."""

import secrets

from flask import Blueprint, abort, render_template, request

from ..client import Problem, api

blueprint = Blueprint("subscription", __name__)


@blueprint.route("/berhenti/<token>", methods=["GET", "POST"])
def stop(token: str):
    """A GET changes nothing: mail programs open addresses by themselves."""
    if request.method == "POST":
        try:
            api("registration").post("/v1/subscriptions/stop", {"token": token}, key=secrets.token_urlsafe(18))
        except Problem as problem:
            if problem.status in (404, 422):
                abort(404)
            raise
    return render_template("public/stop.html", token=token, stopped=request.method == "POST")
