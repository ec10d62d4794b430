"""Candidates: everything for the committee, published codes for anyone, one's own for the applicant."""

from asnkit.events import Refused
from asnkit.web import Blueprint, allow, caller, current, public

from .. import states
from ..ranking.domain import STAGES
from ..result.published import rankings
from ..streams import line_stream, result_stream, uuid_of
from . import schemas

blueprint = Blueprint("candidates", __name__, url_prefix="/v1", description="Peserta")


@blueprint.route("/rounds/<id>/candidates", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.CandidateFilter, location="query")
@blueprint.response(200, schemas.Candidates)
def list_candidates(wanted, id):
    """Peserta satu seleksi dengan nilainya; tanpa nama, yang hanya ada di layanan pendaftaran."""
    period = states.round_state(current().store.load(f"round-{id}"))["period"]
    query = {"aggregate": "candidate", "data.period": period}
    query |= {f"data.{name}": str(wanted[name]) for name in ("vacancy", "participant_no") if name in wanted}
    found = current().db.state.find(query).sort("data.participant_no", 1)
    page = found.skip(wanted["offset"]).limit(wanted["limit"])
    items = [{"id": uuid_of(document["_id"]), **document["data"]} for document in page]
    return {"items": items, "total": current().db.state.count_documents(query)}


@blueprint.route("/participants/<participant_no>", methods=["GET"])
@public
@blueprint.response(200, schemas.Participant)
def show_participant(participant_no):
    """Hasil yang sudah diumumkan untuk satu nomor peserta."""
    found = states.every(current().db, "candidate", participant_no=participant_no)
    shown = _public(found[-1][0], found[-1][2]) if found else None
    # A candidate exists as soon as the file met the conditions; before a list names the number,
    # an answer here would tell the verdict ahead of its announcement.
    if not shown or not shown["standings"]:
        raise Refused("peserta-tidak-dikenal", "Belum ada hasil yang diumumkan untuk nomor peserta ini.", status=404)
    return shown


@blueprint.route("/candidates/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnList)
def list_own():
    """Nilai, peringkat, dan pengangkatan saya, sejak nilai pertama tercatat."""
    found = [entry for entry in states.every(current().db, "candidate", person=caller().id) if entry[2]["skd"]]
    keys = ("application", "skd", "skb", "withdrawn", "appointed")
    return {"items": [{**_public(stream, state), **{key: state[key] for key in keys}} for stream, _, state in found]}


def _public(stream: str, state: dict) -> dict:
    line = current().store.load(line_stream(state["vacancy"])).state
    return {
        **{key: state[key] for key in ("participant_no", "period", "vacancy")},
        **{key: line[key] for key in ("job_name", "unit")},
        "standings": list(_standings(stream, state)),
    }


def _standings(stream: str, state: dict):
    """The candidate's row on each published list, SKD first."""
    rounds = states.every(current().db, "round", period=state["period"])
    for round_stream, _, _ in rounds:
        for stage in STAGES:
            result = result_stream(uuid_of(round_stream), stage)
            loaded = current().store.load(result).state
            published = loaded and loaded["published"]
            if not published:
                continue
            listed = [ranking for ranking in published["rankings"] if ranking["vacancy"] == state["vacancy"]]
            for ranking in rankings(current().db, {"rankings": listed}).values():
                for row in ranking["rows"]:
                    if row["candidate"] == stream:
                        yield _standing(result, stage, published, row)


def _standing(result: str, stage: str, published: dict, row: dict) -> dict:
    return {
        "stage": stage,
        "result": uuid_of(result),
        "number": published["number"],
        "title": published["title"],
        "published_at": published["at"],
        **{key: row[key] for key in ("rank", "code", "total", "decided_by")},
        "final_shown": row.get("final_shown"),
    }
