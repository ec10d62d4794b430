"""Score files: look first, then a second person approves, then the worker records every row."""

from asnkit import bulk
from asnkit.content import keep_sealed, read_sealed
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.scope import within
from asnkit.sheet import keeping, sending
from asnkit.sheet.writing import MEDIA_TYPES
from asnkit.signing import reference
from asnkit.states import page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag
from flask import request

from .. import states
from ..candidate.domain import SKD
from ..round.domain import locked_rules
from . import reading, schemas, writing
from .domain import Approve, Stage
from .rows import bind, claim_of, rows_hmac

BODY_LIMIT_BYTES = 16_000_000
BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"requestBody": {"required": True, "content": {kind.partition(";")[0]: BINARY for kind in MEDIA_TYPES.values()}}}

blueprint = Blueprint("score-batches", __name__, url_prefix="/v1/score-batches", description="Berkas nilai")


@blueprint.route("", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.ScoreBatchFilter, location="query")
@blueprint.response(200, schemas.ScoreBatches)
def list_batches(wanted):
    """Berkas nilai yang sudah diunggah, terbaru lebih dahulu."""
    filters = {name: str(wanted[name]) for name in ("round", "stage") if name in wanted} | within()
    found, following = page(current().db, "score_batch", wanted, **filters)
    return {"items": [_shown(stream, version, state) for stream, version, state in found], "next": following}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ScoreUpload, location="query")
@blueprint.doc(**BODY)
@blueprint.response(200, schemas.ScoreBatch)
def upload(wanted):
    """Unggah nilai (XLSX atau CSV). Berkas tanpa kesalahan menunggu persetujuan orang kedua.

    Dengan `preview` berkas hanya diperiksa: apa yang dibaca, apa yang tidak dibaca, dan apa yang salah.
    """
    request.max_content_length = BODY_LIMIT_BYTES
    content = request.get_data(cache=True)
    round_id, stage = str(wanted["round"]), wanted["stage"]
    round_state = current().store.load(f"round-{round_id}").state
    locked_rules(round_state)
    read = reading.look(content, wanted, round_id, round_state)
    if read.errors or wanted["preview"]:
        return reading.shown(read, wanted)
    stream, vault = new_id("score_batch"), current().vault
    named = rows_hmac(vault, round_id, stage, bind(read.rows, read.known.candidates))
    told = read.summary, read.missing, read.remarks, reading.seal_unread(stream, read.unread)
    taken = Refused("berkas-sudah-diunggah", "Berkas ini sudah diunggah untuk tahap ini.")

    def work(tx):
        sealed_sha256 = keep_sealed(tx, vault, stream, content)
        locked = tx.load_signed(f"round-{round_id}").state
        tx.decide(stream, Stage(round_id, locked, stage, wanted["file"], sealed_sha256, named, *told))
        tx.claim(claim_of(tx.load(stream).state), stream, taken)

    body, _ = run_work(work)
    return _found(body["stream"])


@blueprint.route("/template.<any(csv, xlsx):form>", methods=["GET"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.TemplateArguments, location="query")
def show_template(wanted, form):
    """Berkas untuk diisi: satu baris untuk setiap peserta tahap ini yang belum bernilai."""
    round_id, stage = str(wanted["round"]), wanted["stage"]
    round_state = states.round_state(current().store.load(f"round-{round_id}"))
    known = reading.known(round_id, round_state, stage)
    columns = writing.columns_of(stage, writing.kinds_of(known) if stage != SKD else ())
    return sending.answer(f"nilai-{stage.lower()}", form, columns, writing.to_fill_in(known, stage))


@blueprint.route("/faults/<id>.<any(csv, xlsx):form>", methods=["GET"])
@allow("panitia", "ketua")
def list_faults(id, form):
    """Semua kesalahan berkas yang baru saja Anda unggah."""
    return sending.answer("kesalahan-nilai", form, keeping.COLUMNS, keeping.rows(current().db, caller().actor, id))


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
    return sending.original(f"nilai-{state['stage'].lower()}", content)


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
        "remarks": state.get("remarks"),
        "unread": reading.open_unread(stream, state),
        **keeping.NONE,
    }
