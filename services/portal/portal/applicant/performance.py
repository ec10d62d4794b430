"""Kinerja of a civil servant who was appointed here."""

from flask import Blueprint

from ..appraising import add_pages
from ..signin.access import APPLICANT, only_for

blueprint = Blueprint("performance", __name__, url_prefix="/saya/kinerja")
only_for(blueprint, APPLICANT)
add_pages(blueprint)
