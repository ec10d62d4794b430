"""Bawahan of a civil servant who served before."""

from flask import Blueprint

from ..signin.access import only_for
from ..team import add_pages

blueprint = Blueprint("team_desk", __name__, url_prefix="/kerja/bawahan")
only_for(blueprint, "pegawai")
add_pages(blueprint)
