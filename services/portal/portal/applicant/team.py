"""Bawahan of a civil servant who was appointed here."""

from flask import Blueprint

from ..signin.access import APPLICANT, only_for
from ..team import add_pages

blueprint = Blueprint("team", __name__, url_prefix="/saya/pelatihan/bawahan")
only_for(blueprint, APPLICANT)
add_pages(blueprint)
