"""What came of a session: the comparison that was fixed beforehand, and what feedback measured by it later."""

from collections.abc import Mapping

from asnkit.events import Refused
from asnkit.exact import shown
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run_work
from asnkit.wib import wib_date

from ..rules.effects import LEAST, MEASURES, effect_of, enough, mean_of
from ..session.domain import known, open_session
from ..streams import comparison_stream
from ..unit.names import names_on
from . import schemas
from .domain import Fix

blueprint = Blueprint("comparisons", __name__, url_prefix="/v1/sessions", description="Dampak pelatihan")
AT = "/<uuid:id>/comparison"


@blueprint.route(AT, methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.FixComparison)
@blueprint.response(201, CommandAnswer)
def fix(body, id):
    """Tetapkan ukuran, unit yang dilatih, dan unit pembanding; hanya sebelum sesi dimulai."""
    session = str(id)

    def work(tx):
        units, others = ({str(one): tx.load(f"unit-{one}").state for one in body[side]} for side in ("units", "others"))
        about = tx.load(f"session-{session}").state
        tx.decide(comparison_stream(session), Fix(session, about, body["measure"], units, others))

    return run_work(work)


@blueprint.route(AT, methods=["GET"])
@allow("diklat")
@blueprint.response(200, schemas.Comparison)
def show(id):
    """Pembanding yang ditetapkan, dan angka sebelum dan sesudah; tanpa kesimpulan bila terlalu sedikit."""
    session, now = str(id), current().clock.now()
    about = known(current().store.load(f"session-{session}").state)
    fixed = current().store.load(comparison_stream(session)).state
    found = (current().views["effects"].find_one({"_id": session}) or {"found": {}})["found"]
    try:
        still = bool(open_session(about, now))
    except Refused:
        still = False
    return {
        "fixed": fixed and _named(fixed, wib_date(now).isoformat()),
        "open": still,
        "least": LEAST,
        "effects": [_told(found[months]) for months in sorted(found, key=int)],
    }


def _named(fixed: Mapping, day: str) -> dict:
    names = names_on(current().views, {*fixed["units"], *fixed["others"]}, day)
    sides = {side: [{"id": one, "name": names[one]} for one in fixed[side]] for side in ("units", "others")}
    return {"measure": fixed["measure"], "at": fixed["at"], **sides}


def _told(measured: Mapping) -> dict:
    """schemas.Effect."""
    chosen = measured["measure"]
    figures = measured["figures"]
    effect = effect_of(figures[chosen]["units"], figures[chosen]["others"], chosen)
    named = {
        name: None if value is None else shown(value, 2) for name, value in effect._asdict().items() if name != "band"
    }
    elements = [
        {"measure": one, **{side: _side(figures[one][side], one) for side in ("units", "others")}} for one in MEASURES
    ]
    told = {name: measured[name] for name in ("months", "at", "measure", "complaints", "group")}
    return {**told, **named, "band": effect.band, "elements": elements}


def _side(side: Mapping | None, measure: str) -> dict | None:
    if side is None:
        return None
    counts = {f"answers_{when}": side[when]["n"] for when in ("before", "after")}
    means = {when: shown(mean_of(side[when], measure), 2) if enough(side) else None for when in ("before", "after")}
    return counts | means
