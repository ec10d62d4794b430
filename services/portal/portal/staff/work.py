"""Ruang kerja: where staff arrive after signing in."""

from flask import Blueprint, render_template

from ..chrome import WORK
from ..signin.access import STAFF, only_for
from ..signin.tokens import person

blueprint = Blueprint("work", __name__)
only_for(blueprint, *STAFF)


@blueprint.get("/kerja")
def show():
    links = [entry for entry in WORK[person().role] if entry[0] != "work.show"]
    return render_template("staff/work.html", links=links)
