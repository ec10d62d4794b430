"""Permohonan kursi of people whose superior nobody knows."""

from flask import Blueprint

from ..signin.access import only_for
from ..team import OFFICER, add_decisions

blueprint = Blueprint("application_office", __name__, url_prefix="/kerja/diklat")
only_for(blueprint, OFFICER)
add_decisions(blueprint)
