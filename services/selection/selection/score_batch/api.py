"""Score files: look first, then a second person approves, then the worker records every row."""

from asnkit import bulk
from asnkit.content import keep_sealed, read_sealed
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.states import page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag
from flask import Response, request

from .. import states
from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT, SKB
from ..ranking.domain import SKD
from ..result.published import admitted, published
from ..round.domain import locked_rules
from ..signing import reference
from . import schemas
from .check import Checked, Known, check
from .domain import Approve, Stage
from .rows import bind, claim_of, rows_hmac
from .sheet import read

BODY_LIMIT_BYTES = 16_000_000
BODY = {"requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}}

blueprint = Blueprint("score-batches", __name__, url_prefix="/v1/score-batches", description="Berkas nilai")


@blueprint.route("", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.ScoreBatchFilter, location="query")
@blueprint.response(200, schemas.ScoreBatches)
def list_batches(wanted):
    """Berkas nilai yang sudah diunggah, terbaru lebih dahulu."""
    filters = {name: str(wanted[name]) for name in ("round", "stage") if name in wanted}
    found, following = page(current().db, "score_batch", wanted, **filters)
    return {"items": [_shown(stream, version, state) for stream, version, state in found], "next": following}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ScoreUpload, location="query")
@blueprint.doc(**BODY)
@blueprint.response(200, schemas.ScoreBatch)
def upload(wanted):
    """Unggah CSV nilai. Berkas tanpa kesalahan menunggu persetujuan orang kedua."""
    request.max_content_length = BODY_LIMIT_BYTES
    content = request.get_data(cache=True)
    round_id, stage = str(wanted["round"]), wanted["stage"]
    round_state = current().store.load(f"round-{round_id}").state
    locked_rules(round_state)
    known = _known(round_id, round_state, stage)
    checked = check(read(content, stage), stage, known)
    summary = _summary(checked)
    if checked.errors:
        head = {"round": round_id, "stage": stage, "file": wanted["file"], "summary": summary}
        return {**head, **_nothing(), "rows": len(checked.rows), "missing": checked.missing, "errors": checked.errors}
    stream, vault = new_id("score_batch"), current().vault
    named = rows_hmac(vault, round_id, stage, bind(checked.rows, known.candidates))
    taken = Refused("berkas-sudah-diunggah", "Berkas ini sudah diunggah untuk tahap ini.")

    def work(tx):
        sealed_sha256 = keep_sealed(tx, vault, stream, content)
        locked = tx.load_signed(f"round-{round_id}").state
        command = Stage(round_id, locked, stage, wanted["file"], sealed_sha256, named, summary, checked.missing)
        tx.decide(stream, command)
        tx.claim(claim_of(tx.load(stream).state), stream, taken)

    body, _ = run_work(work)
    return _found(body["stream"])


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.ScoreBatch)
def show(id):
    """Satu berkas nilai dan kemajuannya."""
    return _found(f"score_batch-{id}")


@blueprint.route("/<id>/file", methods=["GET"])
@allow("panitia", "ketua", "auditor")
def download(id):
    """Berkas yang diunggah, untuk dibaca sebelum disetujui."""
    stream = f"score_batch-{id}"
    state = _state(current().store.load(stream))
    content = read_sealed(current().db, current().vault, stream, state["sealed_sha256"])
    headers = {"Content-Disposition": f'attachment; filename="nilai-{state["stage"].lower()}.csv"'}
    return Response(content, content_type="text/csv; charset=utf-8", headers=headers)


@blueprint.route("/<id>/refusals", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.PartArguments, location="query")
@blueprint.response(200, schemas.RowRefusals)
def list_refusals(wanted, id):
    """Baris yang ditolak, sesudah semua baris dikerjakan."""
    state = _state(current().store.load(f"score_batch-{id}"))
    found = bulk.all_refusals(current().db, state) if state["status"] == "closed" else []
    return {"items": found[wanted["offset"] : wanted["offset"] + wanted["limit"]], "total": len(found)}


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ApproveScores)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui berkas nilai: tanda tangan kedua, oleh orang lain. Baris lalu dicatat satu per satu."""
    stream, actor = f"score_batch-{id}", caller().actor

    def work(tx):
        tx.decide(stream, Approve(actor, body["staged"]), seen(tx))
        bulk.start(tx, stream, tx.load(stream).state["rows"])

    return run_work(work)


def _known(round_id: str, round_state: dict, stage: str) -> Known:
    db, period = current().db, round_state["period"]
    candidates = states.numbers(db, period, stage.lower(), "withdrawn")
    sent_on = admitted(db, published(db, round_id, SKD)) if stage == SKB else {}
    return Known(round_state, candidates, states.lines(db, period), sent_on)


def _summary(checked: Checked) -> dict[str, int]:
    counted = [row["status"] for row in checked.rows]
    return {status.lower(): counted.count(status) for status in (PRESENT, ABSENT, DISQUALIFIED)}


def _nothing() -> dict:
    counts = {"next": 0, "applied": 0, "refused": 0, "refusals": []}
    return {"id": None, "version": None, "status": "rejected", "staged": None, "failed_by": None, **counts}


def _state(loaded) -> dict:
    if loaded.state is None:
        raise Refused("berkas-nilai-tidak-ada", "Berkas nilai ini tidak ditemukan.", status=404)
    return loaded.state


def _found(stream: str):
    loaded = current().store.load(stream)
    return with_etag(_shown(stream, loaded.version, _state(loaded)), loaded.version)


def _shown(stream: str, version: int, state: dict) -> dict:
    done = bulk.progress(current().db, stream)
    keys = ("round", "stage", "file", "rows", "summary", "missing", "status")
    return {
        "id": uuid_of(stream),
        "version": version,
        **{key: state[key] for key in keys},
        **{key: done[key] for key in ("next", "applied", "refused")},
        "refusals": state.get("refusals", []),
        "failed_by": state.get("failed_by"),
        "staged": reference(state["staged"]),
        "errors": [],
    }
