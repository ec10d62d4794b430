"""Computing rankings, and the committee's preview of them."""

from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run_work, with_etag

from .. import states
from ..result.published import admitted
from ..round.domain import locked_rules, plan_of
from ..streams import ranking_stream, uuid_of
from . import schemas
from .computation import tied_on_scores
from .domain import FINAL, Compute
from .tiebreaks import fetch

blueprint = Blueprint("rankings", __name__, url_prefix="/v1", description="Peringkat")


@blueprint.route("/rounds/<id>/rankings", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.StageChoice)
@blueprint.response(200, CommandAnswer)
def compute(body, id):
    """Hitung peringkat semua formasi. Tanpa perubahan nilai, tidak ada yang tercatat."""
    stage = body["stage"]
    round_state = current().store.load(f"round-{id}").state
    locked_rules(round_state)
    known = _tiebreaks(id, round_state) if stage == FINAL else {}

    def work(tx):
        concerned = _concerned(tx.db, id, round_state["period"], stage, tx.session)
        lines = states.lines(tx.db, round_state["period"], tx.session)
        changed = 0
        tx.preload([ranking_stream(id, stage, vacancy) for vacancy in lines])
        for vacancy, line in lines.items():
            command = Compute(id, round_state, stage, line, concerned.get(vacancy, {}), known)
            changed += len(tx.decide(ranking_stream(id, stage, vacancy), command))
        tx.extra.update(lines=len(lines), changed=changed)

    return run_work(work)


@blueprint.route("/rounds/<id>/rankings", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.StageChoice, location="query")
@blueprint.response(200, schemas.Rankings)
def list_rankings(wanted, id):
    """Peringkat terakhir setiap formasi pada satu tahap."""
    period = states.round_state(current().store.load(f"round-{id}"))["period"]
    lines = states.lines(current().db, period)
    found = states.every(current().db, "ranking", round=id, stage=wanted["stage"])
    items = [shown(stream, version, state, lines) for stream, version, state in found]
    return {"items": sorted(items, key=lambda item: (item["job_name"], item["unit"], item["id"]))}


@blueprint.route("/rankings/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.Ranking)
def show(id):
    """Pratinjau satu peringkat, dengan langkah yang memutus urutannya."""
    stream = f"ranking-{id}"
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("peringkat-tidak-ada", "Peringkat ini belum dihitung.", status=404)
    lines = states.lines(current().db, loaded.state["period"])
    body = {**shown(stream, loaded.version, loaded.state, lines), "rows": loaded.state["rows"]}
    return with_etag(body, loaded.version)


def shown(stream: str, version: int, state: dict, lines: dict[str, dict]) -> dict:
    line = lines[state["vacancy"]]
    head = {key: state[key] for key in ("vacancy", "stage", "quota", "list_sha256", "counts", "computed_at")}
    return {
        "id": uuid_of(stream),
        "version": version,
        **head,
        **{key: line[key] for key in ("job_name", "unit", "need_type")},
    }


def _concerned(db, round_id: str, period: str, stage: str, session=None) -> dict[str, dict[str, dict]]:
    """Candidate states by vacancy and stream: all of the round, or for FINAL those who went on to SKB."""
    chosen = admitted(db, round_id, session) if stage == FINAL else None
    found: dict[str, dict[str, dict]] = {}
    for stream, _, state in states.every(db, "candidate", session, period=period):
        if chosen is None or stream in chosen:
            found.setdefault(state["vacancy"], {})[stream] = state
    return found


def _tiebreaks(round_id: str, round_state: dict) -> dict[str, dict]:
    """Academic value and birth date of those whom scores do not separate, asked before the transaction.

    Someone who becomes tied between the two stays undecided until the next computation.
    """
    db, rules = current().db, round_state["rules"]
    lines = states.lines(db, round_state["period"])
    persons: dict[str, str] = {}
    for vacancy, candidates in _concerned(db, round_id, round_state["period"], FINAL).items():
        scored = {stream: state for stream, state in candidates.items() if state["skb"] or state["withdrawn"]}
        for stream in tied_on_scores(scored, plan_of(round_state, lines[vacancy]), rules):
            persons[stream] = candidates[stream]["person"]
    answers = fetch(current().settings, sorted(set(persons.values())))
    return {stream: answers[person] for stream, person in persons.items() if person in answers}
