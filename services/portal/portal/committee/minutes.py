"""Berita acara: what two people signed, as a page to be printed and as PDF: figures, places for signatures."""

from flask import Blueprint, Response, abort, render_template, url_for

from ..client import api, path
from ..qr import picture
from ..signin.access import only_for
from . import papers
from .score_files import STATUSES as FILE_STATUSES
from .selection import RANKED, READERS, SCORED, Selection, announcements, find, pending
from .signing import STATUSES, TITLES

blueprint = Blueprint("minutes", __name__)
only_for(blueprint, *READERS)

ROWS_AT_ONCE = 1_000


@blueprint.get("/kerja/seleksi/<code>/hasil/<stage>/berita-acara")
def result(code: str, stage: str):
    selection, made = _result(code, stage)
    values = {"selection": selection, "stage": stage, "result": made, "heading": TITLES[stage], "statuses": STATUSES}
    return render_template("committee/minutes_result.html", **values, **_proof(made["approved"] or made["proposed"]))


@blueprint.get("/kerja/seleksi/<code>/hasil/<stage>/berita-acara.pdf")
def result_paper(code: str, stage: str):
    selection, made = _result(code, stage)
    signed = made["approved"] or made["proposed"]
    address = _proof(signed)["address"]
    return paper(papers.result_minutes(selection.name, str(TITLES[stage]), made, signed, address), "berita-acara")


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>/<id>/berita-acara")
def scores(code: str, stage: str, id: str):
    file = _scores(stage, id)
    values = {"selection": find(code), "stage": stage, "file": file, "statuses": FILE_STATUSES}
    return render_template("committee/minutes_scores.html", **values, **_proof(file["staged"]))


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>/<id>/berita-acara.pdf")
def scores_paper(code: str, stage: str, id: str):
    file = _scores(stage, id)
    made = papers.score_minutes(find(code).name, stage, file, _proof(file["staged"])["address"])
    return paper(made, "berita-acara-nilai")


@blueprint.get("/kerja/seleksi/<code>/pengumuman/<stage>.pdf")
def announcement(code: str, stage: str):
    """The letter of what was announced, with its list."""
    one = announcements(code).get(stage)
    if one is None:
        abort(404)
    rows, address = (
        path("v1", "announcements", one["id"], "rows"),
        url_for("announcements.show", id=one["id"], _external=True),
    )
    total = sum(one["counts"].values())
    listed = api("registration").every(rows, step=ROWS_AT_ONCE) if total <= papers.LISTED else ()
    return paper(papers.announcement(one, listed, total, address), f"pengumuman-{stage}")


def paper(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


def _result(code: str, stage: str) -> tuple[Selection, dict]:
    if stage not in RANKED:
        abort(404)
    selection = find(code)
    made = pending(selection.needed_round()["id"], stage)
    if made is None:
        abort(404)
    return selection, made


def _scores(stage: str, id: str) -> dict:
    if stage not in SCORED:
        abort(404)
    return api("selection").get(path("v1", "score-batches", id))


def _proof(signed: dict) -> dict:
    """Where anybody checks the last signature, as words and as a picture."""
    address = url_for("proof.show", bukti=signed["sha256"], _external=True)
    return {"signed": signed, "address": address, "picture": picture(address)}
