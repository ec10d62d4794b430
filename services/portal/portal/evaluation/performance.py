"""Kinerja of a civil servant who served before."""

from flask import Blueprint

from ..appraising import add_pages
from ..signin.access import only_for

blueprint = Blueprint("performance_desk", __name__, url_prefix="/kerja/kinerja")
only_for(blueprint, "pegawai")
add_pages(blueprint)
