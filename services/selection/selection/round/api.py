"""Rounds and the two signatures under their rules."""

from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.scope import within
from asnkit.signing import reference
from asnkit.states import page, seen
from asnkit.text import natural
from asnkit.web import Blueprint, allow, caller, current, public, run, run_work, with_etag

from .. import states
from ..ranking.domain import FINAL, SKD
from ..rules.categories import category_of
from ..streams import line_stream, result_stream
from . import schemas
from .domain import Create, LockRules, ProposeRules, plan_of
from .listing import shown, standings, tallies
from .rule_sets import load as load_rules
from .views import EMPTY

blueprint = Blueprint("rounds", __name__, url_prefix="/v1/rounds", description="Seleksi dan aturannya")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.RoundFilter, location="query")
@blueprint.response(200, schemas.Rounds)
def list_rounds(wanted):
    """Semua seleksi, terbaru lebih dahulu."""
    filters = {key: wanted[key] for key in ("period",) if key in wanted}
    found, following = page(current().db, "round", wanted, **filters)
    counted = tallies([state["period"] for _, _, state in found])
    return {"items": [shown(stream, state, counted) for stream, _, state in found], "next": following}


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
    state = states.round_state(loaded)
    return with_etag(shown(loaded.stream, state, tallies([state["period"]])), loaded.version)


@blueprint.route("/<id>/progress", methods=["GET"])
@public
@blueprint.response(200, schemas.RoundProgress)
def progress(id):
    """Angka yang sudah diumumkan: formasi, peserta pada hasil yang terbit, pengangkatan."""
    tally = _tally(id)
    return {
        **{key: tally[key] for key in ("lines", "quota", "appointed")},
        "skd": _listed(id, SKD),
        "final": _listed(id, FINAL),
    }


@blueprint.route("/<id>/tally", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.RoundTally)
def show_tally(id):
    """Angka seleksi yang sedang berjalan: peserta, nilai yang tercatat, pengangkatan."""
    return _tally(id)


@blueprint.route("/standings", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.RoundFilter, location="query")
@blueprint.response(200, schemas.RoundStandings)
def list_standings(wanted):
    """Sejauh mana setiap seleksi: angkanya, dan hasil setiap tahap yang sudah diusulkan."""
    filters = {key: wanted[key] for key in ("period",) if key in wanted} | within()
    found, following = page(current().db, "round", wanted, **filters)
    return {"items": standings(found), "next": following}


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
    locked = bool(state["rule_set"])
    body = {
        **{key: given[key] for key in ("rule_set", "rules", "plans", "rules_sha256")},
        "status": "locked" if locked else "proposed",
        "signatures": 2 if locked else 1,
        "proposed": None if locked else reference(given["signed"]),
    }
    return with_etag(body, loaded.version)


@blueprint.route("/<id>/rules", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ProposeRules)
@blueprint.response(200, CommandAnswer)
def propose_rules(body, id):
    """Usulkan aturan: tanda tangan pertama."""
    stream, rules = f"round-{id}", load_rules(body["rule_set"])
    plans = tuple({**plan, "vacancy": str(plan["vacancy"])} for plan in body["plans"])

    def work(tx):
        lines = {plan["vacancy"]: tx.load_signed(line_stream(plan["vacancy"])).state for plan in plans}
        tx.decide(stream, ProposeRules(rules, plans, lines, _lines(tx, stream)), seen(tx))

    return run_work(work)


@blueprint.route("/<id>/rules/lock", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.LockRules)
@blueprint.response(200, CommandAnswer)
def lock_rules(body, id):
    """Kunci aturan: tanda tangan kedua, oleh orang lain."""
    stream, actor = f"round-{id}", caller().actor
    return run_work(lambda tx: tx.decide(stream, LockRules(actor, body["proposed"], _lines(tx, stream)), seen(tx)))


@blueprint.route("/<id>/plans", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.PlansFilter, location="query")
@blueprint.response(200, schemas.LinePlans)
def list_plans(wanted, id):
    """Rencana setiap formasi: seperti diusulkan, atau seperti berlaku tanpanya, menurut himpunan aturan."""
    state, rules = states.round_state(current().store.load(f"round-{id}")), load_rules(wanted["rule_set"])
    given = state if state["rule_set"] else state["proposed"]
    known = {"plans": given["plans"] if given else [], "rules": rules}
    own = {plan["vacancy"] for plan in known["plans"]}
    lines = sorted(states.lines(current().db, state["period"]).values(), key=_place)
    return {
        "items": [
            {
                **{name: line[name] for name in ("vacancy", "job_name", "unit", "need_type", "quota")},
                "of_job": category_of(line, rules),
                "own": line["vacancy"] in own,
                "plan": plan_of(known, line),
            }
            for line in lines
        ]
    }


def _place(line: dict) -> tuple[str, str]:
    return natural(line["job_name"]), natural(line["unit"])


def _lines(tx, stream: str) -> list[dict]:
    period = states.round_state(tx.load(stream))["period"]
    return list(states.lines(tx.db, period, tx.session).values())


def _listed(id: str, stage: str) -> int | None:
    """People on the published lists of a stage; None before there are any."""
    result = current().store.load(result_stream(id, stage)).state
    return sum(result["published"]["counts"].values()) if result and result["published"] else None


def _tally(id: str) -> dict:
    period = states.round_state(current().store.load(f"round-{id}"))["period"]
    return tallies([period]).get(period, EMPTY)
