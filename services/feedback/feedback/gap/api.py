"""Gaps: where units fall short, read by everybody."""

from fractions import Fraction

from asnkit import states
from asnkit.events import Refused, uuid_of
from asnkit.exact import shown
from asnkit.web import Blueprint, current, public
from asnkit.wib import wib_date

from ..complaint.domain import LATE, REOPENED
from ..survey.questions import QUESTIONS
from . import schemas
from .outcome import Need, became, later

NAMES = {LATE: "Aduan tidak dijawab pada waktunya", REOPENED: "Jawaban aduan belum menyelesaikan masalah"}

blueprint = Blueprint("gaps", __name__, url_prefix="/v1/gaps", description="Yang masih kurang")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.GapFilter, location="query")
@blueprint.response(200, schemas.Gaps)
def list_gaps(wanted):
    """Unsur IKM yang lemah dan pola aduan, per unit dan triwulan, terbaru lebih dahulu."""
    of = {name: wanted[name] for name in ("unit",) if name in wanted}
    found, following = states.page(current().db, "gap", wanted, by="data.at", **of)
    needs = became(current().views["gap_needs"], [stream for stream, _, _ in found])
    items = [_shown(stream, state) | {"need": _status(needs.get(stream))} for stream, _, state in found]
    return {"items": items, "total": states.count(current().db, "gap", **of), "next": following}


@blueprint.route("/<uuid:id>", methods=["GET"])
@public
@blueprint.response(200, schemas.OneGap)
def show(id):
    """Satu kekurangan dan apa yang terjadi sesudahnya: kebutuhan, rencana, sesi, dan angka yang sama kemudian."""
    stream = f"gap-{id}"
    state = current().store.load(stream).state
    if state is None:
        raise Refused("kekurangan-tidak-ada", "Kekurangan ini tidak ditemukan.", status=404)
    need = became(current().views["gap_needs"], [stream]).get(stream)
    told = later(current(), state, need, wib_date(current().clock.now()))
    return _shown(stream, state) | {"need": _status(need)} | told


def _status(need: Need | None) -> str | None:
    return need and need.status


def _shown(stream: str, state: dict) -> dict:
    subject, mean = state["subject"], state["mean"]
    return {
        **state,
        "id": uuid_of(stream),
        "name": NAMES[subject] if subject in NAMES else QUESTIONS[subject].name,
        "shown": None if mean is None else shown(Fraction(mean), 2),
    }
