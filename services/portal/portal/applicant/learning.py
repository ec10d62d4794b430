"""Pelatihan saya of a civil servant who was appointed here."""

from flask import Blueprint

from ..learning.pages import add_pages
from ..signin.access import APPLICANT, only_for

blueprint = Blueprint("learning", __name__, url_prefix="/saya/pelatihan")
only_for(blueprint, APPLICANT)
add_pages(blueprint)
