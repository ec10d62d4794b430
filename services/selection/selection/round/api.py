"""Rounds and the two signatures under their rules."""

from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, public, run, with_etag

from .. import states
from ..streams import uuid_of
from . import schemas
from .domain import Create, LockRules, ProposeRules
from .rule_sets import load as load_rules

blueprint = Blueprint("rounds", __name__, url_prefix="/v1/rounds", description="Seleksi dan aturannya")


@blueprint.route("", methods=["GET"])
@public
@blueprint.response(200, schemas.Rounds)
def list_rounds():
    """Semua seleksi, terbaru lebih dahulu."""
    found = states.every(current().db, "round")
    return {"items": [_shown(stream, state) for stream, _, state in reversed(found)]}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.CreateRound)
@blueprint.response(201, CommandAnswer)
def create(body):
    """Buat seleksi untuk satu periode."""
    taken = Refused("periode-dipakai", f"Seleksi untuk periode {body['period']} sudah dibuat.", "period")
    return run(new_id("round"), Create(**body), create=True, claims=[(f"round/{body['period']}", taken)])


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Round)
def show(id):
    """Satu seleksi."""
    loaded = current().store.load(f"round-{id}")
    return with_etag(_shown(loaded.stream, states.round_state(loaded)), loaded.version)


@blueprint.route("/<id>/progress", methods=["GET"])
@public
@blueprint.response(200, schemas.RoundProgress)
def progress(id):
    """Angka seleksi: peserta, nilai yang tercatat, pengangkatan."""
    db = current().db
    period = states.round_state(current().store.load(f"round-{id}"))["period"]
    lines = states.lines(db, period).values()

    def candidates(**wanted) -> int:
        return states.count(db, "candidate", period=period, **wanted)

    return {
        "lines": len(lines),
        "quota": sum(line["quota"] for line in lines),
        "candidates": candidates(),
        "withdrawn": candidates(withdrawn=True),
        "skd": candidates(skd={"$ne": None}),
        "skb": candidates(skb={"$ne": None}),
        "appointed": candidates(appointed={"$ne": None}),
    }


@blueprint.route("/<id>/rules", methods=["GET"])
@public
@blueprint.response(200, schemas.RoundRules)
def show_rules(id):
    """Aturan yang diusulkan atau sudah dikunci, lengkap."""
    loaded = current().store.load(f"round-{id}")
    state = states.round_state(loaded)
    given = state if state["rule_set"] else state["proposed"]
    if given is None:
        raise Refused("aturan-belum-diusulkan", "Aturan seleksi ini belum diusulkan.", status=404)
    signatures = len(state["signers"]) if state["rule_set"] else 1
    content = {key: given[key] for key in ("rule_set", "rules", "plans")}
    status = "locked" if state["rule_set"] else "proposed"
    return with_etag({**content, "status": status, "signatures": signatures}, loaded.version)


@blueprint.route("/<id>/rules", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ProposeRules)
@blueprint.response(200, CommandAnswer)
def propose_rules(body, id):
    """Usulkan aturan: tanda tangan pertama."""
    stream = f"round-{id}"
    period = states.round_state(current().store.load(stream))["period"]
    plans = tuple({**plan, "vacancy": str(plan["vacancy"])} for plan in body["plans"])
    vacancies = frozenset(states.lines(current().db, period))
    return run(stream, ProposeRules(caller().id, load_rules(body["rule_set"]), plans, vacancies))


@blueprint.route("/<id>/rules/lock", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.LockRules)
@blueprint.response(200, CommandAnswer)
def lock_rules(body, id):
    """Kunci aturan: tanda tangan kedua, oleh orang lain."""
    return run(f"round-{id}", LockRules(caller().id, body["sha256"]))


def _shown(stream: str, state: dict) -> dict:
    db, period = current().db, state["period"]
    return {
        "id": uuid_of(stream),
        **{key: state[key] for key in ("period", "name", "procurement_type", "mode", "rule_set")},
        "locked_at": state.get("locked_at"),
        "proposed": state["proposed"] and state["proposed"]["rule_set"],
        "lines": states.count(db, "line", period=period),
        "candidates": states.count(db, "candidate", period=period),
    }
