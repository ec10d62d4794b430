"""Berita acara: what two people signed, as a page to be printed: figures, fingerprints, places for signatures."""

from flask import Blueprint, abort, render_template, url_for

from ..client import api, path
from ..qr import picture
from ..signin.access import only_for
from .score_files import STATUSES as FILE_STATUSES
from .selection import RANKED, READERS, SCORED, find, pending
from .signing import STATUSES, TITLES

blueprint = Blueprint("minutes", __name__)
only_for(blueprint, *READERS)


@blueprint.get("/kerja/seleksi/<code>/hasil/<stage>/berita-acara")
def result(code: str, stage: str):
    if stage not in RANKED:
        abort(404)
    selection = find(code)
    made = pending(selection.needed_round()["id"], stage)
    if made is None:
        abort(404)
    values = {"selection": selection, "stage": stage, "result": made, "heading": TITLES[stage], "statuses": STATUSES}
    return render_template("committee/minutes_result.html", **values, **_proof(made["approved"] or made["proposed"]))


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>/<id>/berita-acara")
def scores(code: str, stage: str, id: str):
    if stage not in SCORED:
        abort(404)
    file = api("selection").get(path("v1", "score-batches", id))
    values = {"selection": find(code), "stage": stage, "file": file, "statuses": FILE_STATUSES}
    return render_template("committee/minutes_scores.html", **values, **_proof(file["staged"]))


def _proof(signed: dict) -> dict:
    """Where anybody checks the last signature, as words and as a picture."""
    address = url_for("proof.show", bukti=signed["sha256"], _external=True)
    return {"signed": signed, "address": address, "picture": picture(address)}
