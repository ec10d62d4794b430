"""Score files: look first, then a second person approves, then the worker records every row."""

import hashlib

from asnkit import bulk
from asnkit.events import Refused, new_id
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag
from flask import request

from .. import states
from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT, SKB
from ..result.published import admitted
from ..round.domain import locked_rules
from ..signing import seen_version
from ..streams import uuid_of
from . import schemas
from .check import Checked, Known, check
from .domain import Approve, Stage
from .rows import encode
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
    query = {name: str(value) for name, value in wanted.items()}
    found = states.every(current().db, "score_batch", **query)
    return {"items": [_shown(stream, version, state) for stream, version, state in reversed(found)]}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ScoreUpload, location="query")
@blueprint.doc(**BODY)
@blueprint.response(200, schemas.ScoreBatch)
def upload(wanted):
    """Unggah CSV nilai. Berkas tanpa kesalahan menunggu persetujuan orang kedua."""
    request.max_content_length = BODY_LIMIT_BYTES
    content = request.get_data(cache=True)
    digest, round_id, stage = hashlib.sha256(content).hexdigest(), str(wanted["round"]), wanted["stage"]
    round_state = current().store.load(f"round-{round_id}").state
    locked_rules(round_state)
    checked = check(read(content, stage), stage, _known(round_id, round_state, stage))
    summary = _summary(checked)
    if checked.errors:
        head = {"round": round_id, "stage": stage, "file": wanted["file"], "sha256": digest, "summary": summary}
        return {**head, **_nothing(), "rows": len(checked.rows), "missing": checked.missing, "errors": checked.errors}
    stream = new_id("score_batch")
    period, signer = round_state["period"], caller().id
    command = Stage(round_id, period, stage, wanted["file"], digest, summary, checked.missing, signer)
    taken = Refused("berkas-sudah-diunggah", "Berkas ini sudah diunggah untuk tahap ini.")

    def work(tx):
        tx.decide(stream, command)
        tx.claim(f"score_batch/{round_id}/{stage}/{digest}", stream, taken)
        bulk.keep_file(tx, digest, content)
        bulk.keep_file(tx, stream, encode(checked.rows))

    body, _ = run_work(work)
    return _found(body["stream"])


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.ScoreBatch)
def show(id):
    """Satu berkas nilai dan kemajuannya."""
    return _found(f"score_batch-{id}")


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.response(200, CommandAnswer)
def approve(id):
    """Setujui berkas nilai: tanda tangan kedua, oleh orang lain. Baris lalu dicatat satu per satu."""
    stream = f"score_batch-{id}"
    signer = caller().id

    def work(tx):
        tx.decide(stream, Approve(signer), seen_version(tx))
        bulk.start(tx, stream, stream, tx.load(stream).state["rows"])

    return run_work(work)


def _known(round_id: str, round_state: dict, stage: str) -> Known:
    db, period = current().db, round_state["period"]
    candidates = {
        state["participant_no"]: (stream, state) for stream, _, state in states.every(db, "candidate", period=period)
    }
    sent_on = admitted(db, round_id) if stage == SKB else {}
    return Known(round_state, candidates, states.lines(db, period), sent_on)


def _summary(checked: Checked) -> dict[str, int]:
    counted = [row["status"] for row in checked.rows]
    return {status.lower(): counted.count(status) for status in (PRESENT, ABSENT, DISQUALIFIED)}


def _nothing() -> dict:
    counts = {"next": 0, "applied": 0, "refused": 0, "refusals": []}
    return {"id": None, "version": None, "status": "rejected", **counts}


def _found(stream: str):
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("berkas-nilai-tidak-ada", "Berkas nilai ini tidak ditemukan.", status=404)
    return with_etag(_shown(stream, loaded.version, loaded.state), loaded.version)


def _shown(stream: str, version: int, state: dict) -> dict:
    done = bulk.progress(current().db, stream) or {"next": 0, "applied": 0, "refused": []}
    counts = {"next": done["next"], "applied": done["applied"], "refused": len(done["refused"])}
    keys = ("round", "stage", "file", "sha256", "rows", "summary", "missing", "status")
    head = {"id": uuid_of(stream), "version": version, **{key: state[key] for key in keys}}
    return {**head, **counts, "refusals": state.get("refusals", []), "errors": []}
