"""Integrity reports at the Inspektorat's desk, and at nobody else's."""

import secrets

from asnkit import states
from asnkit.commits import Context
from asnkit.events import uuid_of
from asnkit.paging import PageArguments
from asnkit.schemas import CommandAnswer
from asnkit.tracing import current_traceparent, trace_of
from asnkit.web import Blueprint, allow, caller, current, run_work

from ..complaint.domain import MISSING
from ..complaint.schemas import Message
from . import keeping, schemas
from .domain import CLOSED, INTEGRITY, Answer, Close, Open

INSPECTORATE = "inspektorat"

blueprint = Blueprint("integrity", __name__, url_prefix="/v1/integrity-reports", description="Laporan integritas")


@blueprint.route("", methods=["GET"])
@allow(INSPECTORATE)
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.IntegrityReports)
def list_reports(wanted):
    """Laporan integritas, terbaru lebih dahulu, tanpa isinya."""
    found, following = states.page(current().db, INTEGRITY, wanted, by="data.day")
    total = states.count(current().db, INTEGRITY)
    items = [{**state, "id": uuid_of(stream), "submitted_on": state["day"]} for stream, _, state in found]
    waiting = total - states.count(current().db, INTEGRITY, status=CLOSED)
    return {"items": items, "total": total, "waiting": waiting, "next": following}


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow(INSPECTORATE)
@blueprint.response(200, schemas.IntegrityReport)
def show(id):
    """Satu laporan beserta isinya. Pembukaannya dicatat."""
    stream = f"{INTEGRITY}-{id}"
    if current().store.load(stream).state is None:
        raise MISSING
    _record_opening(stream)
    loaded = current().store.load(stream)
    return states.versioned(keeping.whole(current(), stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<uuid:id>/answer", methods=["POST"])
@allow(INSPECTORATE)
@blueprint.arguments(Message)
@blueprint.response(200, CommandAnswer)
def answer(body, id):
    """Jawab atau tanya pelapor, yang membacanya dengan kodenya."""
    return _act(id, lambda text: Answer(text), body["text"])


@blueprint.route("/<uuid:id>/closing", methods=["POST"])
@allow(INSPECTORATE)
@blueprint.arguments(schemas.CloseReport)
@blueprint.response(200, CommandAnswer)
def close(body, id):
    """Selesaikan dengan hasilnya."""
    return _act(id, lambda text: Close(body["outcome"], text), body["text"])


def _act(id, command, text: str):
    """`command(sealed text)` on the report, whoever else opened it meanwhile."""
    stream = f"{INTEGRITY}-{id}"
    return run_work(lambda tx: tx.decide(stream, command(current().vault.seal(str(id), stream, "answer", text))))


def _record_opening(stream: str) -> None:
    """An opening that came as a GET has no Idempotency-Key."""
    context = Context(
        actor=caller().actor,
        command_id=secrets.token_hex(32),
        correlationid=trace_of(current_traceparent()),
        traceparent=current_traceparent(),
        answered=False,
    )
    current().store.run(context, lambda tx: tx.decide(stream, Open()))
