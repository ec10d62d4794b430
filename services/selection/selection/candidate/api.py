"""Candidates: everything for the committee, published codes for anyone, one's own for the applicant.

Nobody outside the committee learns from here what is not published: not that a candidate exists, not that a score is
recorded.
"""

from asnkit.events import Refused, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.states import every, query
from asnkit.web import Blueprint, allow, caller, current, public, run_work

from .. import states
from ..ranking import lists
from ..ranking.domain import FINAL, SKD, STAGES
from ..ranking_batch.ordering import rank_anew
from ..result.book import public_row
from ..result.published import row_of
from ..result.spread import PASSED
from ..rules.skd import Skd, skd_scale
from ..streams import line_stream, result_stream
from . import schemas
from .domain import Resign

blueprint = Blueprint("candidates", __name__, url_prefix="/v1", description="Peserta")

OWN = ("application", "vacancy", "withdrawn", "appointed")
RANKED = {SKD: ("P/L", "P"), FINAL: ("L", "TL", "SERI")}
"""Codes of those who go on, and of those who have a place at all."""
STANDING = ("rank", "code", "total", "decided_by", "final_shown")


@blueprint.route("/rounds/<id>/candidates", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.CandidateFilter, location="query")
@blueprint.response(200, schemas.Candidates)
def list_candidates(wanted, id):
    """Peserta satu seleksi dengan nilainya; tanpa nama, yang hanya ada di layanan pendaftaran."""
    period = states.round_state(current().store.load(f"round-{id}"))["period"]
    filters = {name: str(wanted[name]) for name in ("vacancy", "participant_no") if name in wanted}
    found, following = page(
        current().db.state, query("candidate", {"period": period, **filters}), [("data.participant_no", 1)], wanted
    )
    items = [{"id": uuid_of(document["_id"]), **document["data"]} for document in found]
    return {"items": items, "next": following}


@blueprint.route("/participants/<participant_no>", methods=["GET"])
@public
@blueprint.response(200, schemas.Participant)
def show_participant(participant_no):
    """Hasil yang sudah diumumkan untuk satu nomor peserta."""
    found = every(current().db, "candidate", participant_no=participant_no)
    state = found[-1][2] if found else None
    standings = [
        _standing(result, public_row(row, listed["joined"]))
        for result, listed, row in (_published(state) if state else ())
        if not listed["withheld"]
    ]
    if not standings:
        raise Refused("peserta-tidak-dikenal", "Belum ada hasil yang diumumkan untuk nomor peserta ini.", status=404)
    return {**_about(state), "standings": standings}


@blueprint.route("/candidates/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnList)
def list_own():
    """Nilai, peringkat, dan pengangkatan saya, sejak hasilnya diumumkan."""
    items = []
    for _, _, state in every(current().db, "candidate", person=caller().id):
        published = list(_published(state))
        if published:
            stages = {result["stage"] for result, _, _ in published}
            scores = {"skd": state["skd"] if SKD in stages else None, "skb": state["skb"] if FINAL in stages else None}
            standings = [{**_standing(result, row), **_around(result, listed)} for result, listed, row in published]
            own = {key: state[key] for key in (*OWN, "resigned") if key in state}
            items.append({**_about(state), **own, **scores, "scale": _scale(state, published), "standings": standings})
    return {"items": items}


@blueprint.route("/candidates/mine/<application>/resignation", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.Resign)
@blueprint.response(200, CommandAnswer)
def resign(body, application):
    """Mundur sesudah mendapat kursi, juga sesudah diangkat; peserta berikutnya menurut peringkat dipanggil."""
    person = caller().id

    def work(tx):
        stream = states.candidate_of(tx.db, application, tx.session)
        state = tx.load_signed(stream).state if stream else None
        if state is None or state["person"] != person:
            raise Refused("peserta-tidak-dikenal", "Lamaran ini tidak ditemukan.", status=404)
        round_stream, _ = states.round_of(tx.db, state["period"], tx.session)
        result = tx.load(result_stream(uuid_of(round_stream), FINAL)).state
        found = result and result["published"] and row_of(tx.db, result["published"], state["participant_no"])
        tx.decide(stream, Resign(found[1] if found else None, body["reason_code"]))
        rank_anew(tx, uuid_of(round_stream), [FINAL], state["vacancy"])

    return run_work(work)


def _about(state: dict) -> dict:
    line = current().store.load(line_stream(state["vacancy"])).state
    return {
        **{key: state[key] for key in ("participant_no", "period")},
        **{key: line[key] for key in ("job_name", "unit")},
    }


def _published(state: dict):
    """(result, its list in the public book, the candidate's row) of each published stage, SKD first."""
    db = current().db
    for round_stream, _, _ in every(db, "round", period=state["period"]):
        for stage in STAGES:
            stream = result_stream(uuid_of(round_stream), stage)
            result = current().store.load(stream).state
            found = result and result["published"] and row_of(db, result["published"], state["participant_no"])
            if found:
                yield {"id": uuid_of(stream), "stage": stage, **result["published"]}, *found


def _around(result: dict, listed: dict) -> dict:
    """The list that somebody is on. Where places are counted in lines of their own, its counts are of no line."""
    stage = result["stage"]
    counts = None if listed["withheld"] or listed["joined"] else listed["counts"]
    return {
        **{key: result[key] for key in ("edition", "objection")},
        "list": None if listed["withheld"] else listed["id"],
        "quota": listed["quota"],
        "ranked": counts and sum(counts.get(code, 0) for code in RANKED[stage]),
        "passed": counts and sum(counts.get(code, 0) for code in PASSED[stage]),
    }


def _scale(state: dict, published: list) -> list[dict] | None:
    """The own points beside the limits that the published list followed: its line's category, its round's rules."""
    skd = next((result for result, _, _ in published if result["stage"] == SKD), None)
    if skd is None or state["skd"] is None or state["skd"]["skd"] is None:
        return None
    ranking = next(one for one in skd["rankings"] if one["vacancy"] == state["vacancy"])
    head = lists.index(current().db, ranking["list_sha256"])
    rules = current().store.load(f"round-{head['round']}").state["rules"]
    return skd_scale(head["category"], Skd(**state["skd"]["skd"]), rules)


def _standing(result: dict, row: dict) -> dict:
    return {
        "stage": result["stage"],
        "result": result["id"],
        **{key: result[key] for key in ("number", "title")},
        "published_at": result["at"],
        **{key: row.get(key) for key in STANDING},
    }
