"""Disciplinary sanctions, recorded by whoever manages appraisals; read within IP ASN."""

import json

from asnkit import states
from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..cycle.api import MANAGER
from ..roster.superiors import Registers
from . import schemas
from .domain import MISSING, Record, Withdraw

blueprint = Blueprint("sanctions", __name__, url_prefix="/v1", description="Hukuman disiplin")


@blueprint.route("/professionalism/<uuid:person>/sanctions", methods=["POST"])
@allow(MANAGER)
@blueprint.arguments(schemas.RecordSanction)
@blueprint.response(201, CommandAnswer)
def record(body, person):
    """Catat hukuman disiplin menurut keputusannya; isinya tersegel."""
    person, stream, today = str(person), new_id("sanction"), wib_date(current().clock.now())
    if body["day"] > today:
        raise Refused("keputusan-di-masa-depan", "Hari keputusan paling lambat hari ini.", "day", status=422)
    there = Registers(current().views, today.isoformat()).known(person)
    text = json.dumps(body, default=str)

    def work(tx):
        sealed = current().vault.seal(person, stream, "content", text)
        tx.decide(stream, Record(person, caller().id, there, sealed))

    return run_work(work)


@blueprint.route("/sanctions/<uuid:id>/withdrawal", methods=["POST"])
@allow(MANAGER)
@blueprint.arguments(schemas.WithdrawSanction)
@blueprint.response(200, CommandAnswer)
def withdraw(body, id):
    """Tarik catatan hukuman yang keliru atau dibatalkan."""
    stream = f"sanction-{id}"
    state = current().store.load(stream).state
    if state is None:
        raise MISSING

    def work(tx):
        reason = current().vault.seal(state["person"], stream, "reason", body["reason"])
        tx.decide(stream, Withdraw(caller().id, reason), states.seen(tx))

    return run_work(work)
