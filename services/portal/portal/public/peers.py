"""What a colleague says of somebody, with a code that is good once: without a name, and without a sign-in."""

from flask import Blueprint, redirect, render_template, url_for

from ..client import api, path
from ..forms import Form
from ..words import CORE_VALUES, RATINGS

blueprint = Blueprint("peers", __name__, url_prefix="/rekan")


@blueprint.route("/<uuid:id>/<code>", methods=["GET", "POST"])
def answer(id, code: str):
    labels = {name: str(word) for name, word in CORE_VALUES.items()}
    form = Form(labels, fields={f"values.{name}": name for name in labels})
    if form.sent:
        form.require(*labels)
        if not form.errors:
            with form.problems():
                body = {"code": code[:40], "values": {name: form.get(name) for name in labels}}
                api("feedback").post(path("v1", "appraisals", str(id), "peer-answers"), body, key=form.key)
                return redirect(url_for("peers.thanks"), 303)
    return form.page("public/peer.html", ratings=RATINGS)


@blueprint.get("/terima-kasih")
def thanks():
    return render_template("public/peer_thanks.html")
