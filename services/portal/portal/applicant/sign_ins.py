"""Riwayat masuk: who signed in to one's account, and who tried to."""

from flask import Blueprint, render_template

from ..client import api
from ..signin.access import APPLICANT, only_for

blueprint = Blueprint("sign_ins", __name__)
only_for(blueprint, APPLICANT)


@blueprint.get("/saya/riwayat-masuk")
def listing():
    return render_template("applicant/sign_ins.html", entries=api("registration").get("/v1/accesses/mine")["items"])
