"""Improvements: promised and finished by a unit or the office, and read by everybody, with the figures around them."""

from fractions import Fraction

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.exact import shown
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, public, run_work
from asnkit.wib import wib_date

from ..complaint.domain import LIAISON
from ..roster.liaisons import own_names
from ..survey.questions import QUESTIONS
from ..topic.showing import about
from . import schemas
from .domain import MISSING, PROMISED, Finish, Miss, Promise, Undertake

TOPIC = "topic"

blueprint = Blueprint("improvements", __name__, url_prefix="/v1/improvements", description="Perbaikan layanan")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.ImprovementFilter, location="query")
@blueprint.response(200, schemas.Improvements)
def list_improvements(wanted):
    """Perbaikan yang dijanjikan, terbaru lebih dahulu."""
    of = {name: wanted[name] for name in ("unit",) if name in wanted} | _in_state(wanted.get("state"))
    found, following = states.page(current().db, "improvement", wanted, by="data.at", **of)
    later = _indexes({state["unit"] for _, _, state in found})
    items = [_shown(stream, version, state, later) for stream, version, state in found]
    return {"items": items, "total": states.count(current().db, "improvement", **of), "next": following}


@blueprint.route("", methods=["POST"])
@allow("aduan", LIAISON)
@blueprint.arguments(schemas.PromiseImprovement)
@blueprint.response(201, CommandAnswer)
def promise(body):
    """Janjikan perbaikan atas satu unsur IKM atau satu pokok aduan; penghubung untuk unitnya sendiri."""
    stream, told = new_id("improvement"), (body["text"], body["due"])
    kind, id = _about(body)

    def work(tx):
        state = tx.load(f"{kind}-{id}").state
        if state is not None:
            _check_own(state)
        tx.decide(stream, Undertake(id, state, *told) if kind == TOPIC else Promise(id, state, body["element"], *told))

    return run_work(work)


@blueprint.route("/<uuid:id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Improvement)
def show(id):
    """Satu perbaikan."""
    loaded = current().store.load(f"improvement-{id}")
    if loaded.state is None:
        raise MISSING
    told = _shown(f"improvement-{id}", loaded.version, loaded.state, _indexes({loaded.state["unit"]}))
    return states.versioned(told, loaded.version)


@blueprint.route("/<uuid:id>/completion", methods=["POST"])
@allow("aduan", LIAISON)
@blueprint.arguments(schemas.FinishImprovement)
@blueprint.response(200, CommandAnswer)
def finish(body, id):
    """Nyatakan selesai, dan di mana buktinya."""
    return _end(f"improvement-{id}", Finish(body["evidence"]))


@blueprint.route("/<uuid:id>/failure", methods=["POST"])
@allow("aduan", LIAISON)
@blueprint.arguments(schemas.MissImprovement)
@blueprint.response(200, CommandAnswer)
def miss(body, id):
    """Nyatakan tidak ditepati, dan mengapa; tetap terbaca semua orang."""
    return _end(f"improvement-{id}", Miss(body["reason"]))


def _end(stream: str, command: Finish | Miss):
    def work(tx):
        state = tx.load(stream).state
        if state is not None:
            _check_own(state)
        tx.decide(stream, command, states.seen(tx))

    return run_work(work)


def _about(body: dict) -> tuple[str, str]:
    """("survey" or TOPIC, its id). Raises Refused where it is neither, or both."""
    given = [name for name in ("survey", "element", TOPIC) if body[name] is not None]
    if given not in (["survey", "element"], [TOPIC]):
        raise Refused("satu-pokok", "Pilih satu unsur dari satu survei, atau satu pokok aduan.", "survey", status=422)
    return given[0], str(body[given[0]])


def _in_state(state: str | None) -> dict:
    if state == schemas.OVERDUE:
        return {"status": PROMISED, "due": {"$lt": wib_date(current().clock.now()).isoformat()}}
    return {} if state is None else {"status": state}


def _check_own(state: dict) -> None:
    if caller().role == LIAISON and state["unit"] not in own_names():
        raise MISSING


def _indexes(units: set[str]) -> list[dict]:
    """Surveys of these units whose index is out, the newest first."""
    rows = current().views["surveys"].find({"unit": {"$in": sorted(units)}, "ikm": {"$ne": None}})
    return sorted(rows, key=lambda row: row["published_at"], reverse=True)


def _shown(stream: str, version: int, state: dict, indexes: list[dict]) -> dict:
    today, element = wib_date(current().clock.now()).isoformat(), state["element"]
    told = {
        **state,
        "id": uuid_of(stream),
        "version": version,
        "overdue": state["status"] == PROMISED and state["due"] < today,
    }
    if element is None:
        return {**told, "topic": about(current(), state["topic"]), "name": None, "after": None}
    later = (
        row["ikm"]["elements"][element]["mean"]
        for row in indexes
        if (row["unit"], row["service"]) == (state["unit"], state["service"]) and row["published_at"] > state["at"]
    )
    after = next(later, None)
    return {
        **told,
        "name": QUESTIONS[element].name,
        "before": shown(Fraction(state["before"]), 2),
        "after": None if after is None else shown(Fraction(after), 2),
    }
