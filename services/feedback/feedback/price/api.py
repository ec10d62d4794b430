"""Prices of trainings for the what-if of IP ASN: set by whoever manages appraisals, with what they were before."""

from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run_work

from ..cycle.api import MANAGER
from . import schemas
from .domain import Set, stream_of
from .keeping import prices, settings_of

blueprint = Blueprint("prices", __name__, url_prefix="/v1/training-prices", description="Harga pelatihan untuk rencana")


@blueprint.route("", methods=["GET"])
@allow(MANAGER)
@blueprint.response(200, schemas.Prices)
def list_prices():
    """Harga yang dipakai menghitung, siapa yang menetapkannya, kapan, dan yang sebelumnya."""
    settings = settings_of(current().db)
    items = [
        {"kind": kind, **price._asdict(), "settings": settings.get(kind, [])}
        for kind, price in prices(current().db).items()
    ]
    return {"items": items}


@blueprint.route("", methods=["POST"])
@allow(MANAGER)
@blueprint.arguments(schemas.SetPrice)
@blueprint.response(200, CommandAnswer)
def set_price(body):
    """Tetapkan harga satu jenis pelatihan; rencana dihitung dengannya sejak itu."""
    return run_work(lambda tx: tx.decide(stream_of(body["kind"]), Set(**body)))
