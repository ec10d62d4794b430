"""Pelatihan saya of a civil servant who served before."""

from flask import Blueprint

from ..learning.pages import add_pages
from ..signin.access import only_for

blueprint = Blueprint("learning_desk", __name__, url_prefix="/kerja/pelatihan")
only_for(blueprint, "pegawai")
add_pages(blueprint)
