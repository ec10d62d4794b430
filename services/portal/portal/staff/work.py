"""Ruang kerja: where staff arrive after signing in, and what waits for them."""

from flask import Blueprint, render_template

from ..chrome import WORK
from ..signin.access import STAFF, only_for
from ..signin.tokens import person
from .inbox import LATE
from .waiting import for_role

blueprint = Blueprint("work", __name__)
only_for(blueprint, *STAFF)


@blueprint.get("/kerja")
def show():
    role = person().role
    links = [entry for entry in WORK[role] if entry[0] != "work.show"]
    return render_template("staff/work.html", links=links, inbox=for_role(role), late=LATE)
