"""Pesan terkirim: what was told to many at once, and how many have read it."""

from asnkit.web import current
from flask import Blueprint, render_template

from ..message import counting
from ..message.kinds import KINDS
from ..signin.access import only_for
from .selection import COMMITTEE

blueprint = Blueprint("messages_sent", __name__)
only_for(blueprint, *COMMITTEE)


@blueprint.get("/kerja/pesan")
def listing():
    return render_template("committee/messages.html", waves=counting.waves(current().db), kinds=KINDS)
