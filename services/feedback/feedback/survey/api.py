"""Surveys: opening and closing; and what everyone may read, the index too."""

from asnkit import states
from asnkit.content import read
from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run, run_work
from flask import Response

from ..response.pacing import stamp
from . import schemas
from .domain import Close, IssueSlips, Open, known, slips_of
from .questions import QUESTIONS
from .showing import figures
from .slips import claim, code_of, number_of
from .tallies import responses, tallied

blueprint = Blueprint("surveys", __name__, url_prefix="/v1/surveys", description="Survei kepuasan dan IKM")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.SurveyFilter, location="query")
@blueprint.response(200, schemas.Surveys)
def list_surveys(wanted):
    """Survei dan IKM yang terbit, terbaru lebih dahulu."""
    rows = current().views["surveys"]
    query = {name: wanted[name] for name in ("unit", "status") if name in wanted}
    found = rows.find(query).sort([("opened_at", -1), ("_id", -1)]).skip(wanted["offset"]).limit(wanted["limit"])
    return {"items": [_summary(row["_id"], row) for row in found], "total": rows.count_documents(query)}


@blueprint.route("", methods=["POST"])
@allow("aduan", "panitia", "ketua")
@blueprint.arguments(schemas.OpenSurvey)
@blueprint.response(201, CommandAnswer)
def open_survey(body):
    """Buka survei."""
    return run(new_id("survey"), Open(**body), create=True)


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Survey)
def show(id):
    """Satu survei: pertanyaan, jumlah jawaban, dan IKM bila sudah terbit."""
    loaded = current().store.load(f"survey-{id}")
    known(loaded.state)
    questions = [
        {
            "key": key,
            "name": question.name,
            "text": question.text,
            "labels": [{"value": value, "text": text} for value, text in enumerate(question.labels, start=1)],
        }
        for key, question in QUESTIONS.items()
    ]
    number, row = responses(current().db, id), tallied(current().views, id)
    body = {**_summary(id, loaded.state), "version": loaded.version, "responses": number, "questions": questions}
    body |= {name: loaded.state[name] for name in ("sheets", "quotas", "population")}
    body |= {"by_slip": row["slips"], "channels": row["channels"], "flagged": row["flags"]}
    body |= {"stamp": stamp(current(), id)}
    return body, {"ETag": f'"{loaded.version}"'}


@blueprint.route("/<id>/slips", methods=["POST"])
@allow("aduan", "panitia", "ketua")
@blueprint.arguments(schemas.IssueSlips)
@blueprint.response(200, CommandAnswer)
def issue(body, id):
    """Buat slip sekali pakai untuk satu loket."""
    return run_work(lambda tx: tx.decide(f"survey-{id}", IssueSlips(**body), states.seen(tx)))


@blueprint.route("/<id>/slips/<int:first>", methods=["GET"])
@allow("aduan", "panitia", "ketua")
@blueprint.response(200, schemas.Slips)
def show_slips(id, first):
    """Kode satu lembar slip, untuk dicetak."""
    state = current().store.load(f"survey-{id}").state
    sheet = next((one for one in state["sheets"] if one["first"] == first), None) if state else None
    if sheet is None:
        raise Refused("slip-tidak-ada", "Lembar slip ini tidak ditemukan.", status=404)
    numbers = range(first, first + sheet["number"])
    return {**sheet, "codes": [code_of(current(), id, number) for number in numbers]}


@blueprint.route("/<id>/slips/code/<code>", methods=["GET"])
@public
@blueprint.response(200, schemas.Slip)
def show_slip(id, code):
    """Apakah slip ini sudah dipakai."""
    state = current().store.load(f"survey-{id}").state
    number = number_of(current(), id, code)
    if state is None or number is None or not 1 <= number <= slips_of(state):
        raise Refused("slip-tidak-dikenal", "Kode slip ini tidak dikenal untuk survei ini.", "slip", status=404)
    return {"used": current().db.claims.find_one({"_id": claim(id, number)}, {"_id": 1}) is not None}


@blueprint.route("/<id>/closing", methods=["POST"])
@allow("aduan", "panitia", "ketua")
@blueprint.response(200, CommandAnswer)
def close(id):
    """Tutup survei; sesudah ini tidak ada jawaban yang diterima."""
    stream = f"survey-{id}"
    return run_work(lambda tx: tx.decide(stream, Close(responses(tx.db, id, tx.session)), states.seen(tx)))


@blueprint.route("/<id>/counted", methods=["GET"])
@public
@blueprint.response(200, {"type": "array"}, content_type="application/json")
def show_counted(id):
    """Nomor jawaban yang dihitung dalam IKM; SHA-256 isi jawaban ini sama dengan counted_sha256."""
    survey = current().store.load(f"survey-{id}").state
    if survey is None or survey["ikm"] is None:
        raise Refused("ikm-belum-terbit", "IKM survei ini belum terbit.", status=404)
    return Response(read(current().db, survey["ikm"]["counted_sha256"]), content_type="application/json")


def _summary(id: str, survey: dict) -> dict:
    names = ("unit", "service", "title", "status", "minimum", "opened_at")
    return {
        "id": id,
        **{name: survey[name] for name in names},
        "closed_at": survey.get("closed_at"),
        "ikm": _ikm(survey["ikm"], survey["published_at"]) if survey["ikm"] else None,
    }


def _ikm(index: dict, published_at: str) -> dict:
    return {**figures(index), "published_at": published_at, "signers": index.get("signers")}
