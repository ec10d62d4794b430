"""Lists of those who serve already: look first, then a second person approves, then the worker adds every row."""

import json

from asnkit import bulk
from asnkit.content import keep_sealed, read_sealed
from asnkit.events import Refused, new_id, uuid_of
from asnkit.paging import PageArguments
from asnkit.schemas import CommandAnswer
from asnkit.sealing import Erased
from asnkit.sheet import keeping, sending
from asnkit.sheet.faults import told
from asnkit.sheet.table import misnamed
from asnkit.sheet.writing import MEDIA_TYPES
from asnkit.signing import reference
from asnkit.states import count, page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag
from asnkit.wib import wib_date
from flask import request

from . import schemas
from .domain import Approve, Stage, known
from .rows import claim_of, rows_hmac
from .sheet import SAMPLE, STATUSES, TITLES, Sheet, read

BODY_LIMIT_BYTES = 16_000_000
BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"requestBody": {"required": True, "content": {kind.partition(";")[0]: BINARY for kind in MEDIA_TYPES.values()}}}
UNREAD = "unread"

blueprint = Blueprint("roster-lists", __name__, url_prefix="/v1/roster-lists", description="Impor daftar ASN")


@blueprint.route("", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.RosterLists)
def list_lists(wanted):
    """Daftar ASN yang sudah diunggah, terbaru lebih dahulu."""
    found, following = page(current().db, "roster_import", wanted)
    items = [_shown(stream, version, state) for stream, version, state in found]
    return {"items": items, "total": count(current().db, "roster_import"), "next": following}


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.UploadRoster, location="query")
@blueprint.doc(**BODY)
@blueprint.response(200, schemas.RosterList)
def upload(wanted):
    """Unggah XLSX atau CSV. Berkas tanpa kesalahan menunggu persetujuan orang kedua."""
    request.max_content_length = BODY_LIMIT_BYTES
    content = request.get_data(cache=True)
    wrong = told(misnamed(content, wanted["file"]))
    sheet = Sheet([], wrong, []) if wrong else read(content, wib_date(current().clock.now()).isoformat())
    if sheet.errors:
        return _rejected(wanted["file"], sheet)
    stream, vault = new_id("roster_import"), current().vault
    taken = Refused("daftar-sudah-diunggah", "Daftar dengan baris yang sama sudah diunggah.")
    columns = json.dumps([one._asdict() for one in sheet.unread])
    unread = vault.seal(stream, stream, UNREAD, columns) if sheet.unread else None
    named = rows_hmac(vault, sheet.rows)

    def work(tx):
        sealed_sha256 = keep_sealed(tx, vault, stream, content)
        tx.decide(stream, Stage(wanted["file"], sealed_sha256, named, _summary(sheet), unread))
        tx.claim(claim_of(tx.load(stream).state), stream, taken)

    body, _ = run_work(work)
    return _found(body["stream"])


@blueprint.route("/template.<any(csv, xlsx):form>", methods=["GET"])
@allow("diklat")
def show_template(form):
    """Berkas kosong untuk diisi, dengan judul kolom dan satu baris contoh yang harus dihapus."""
    return sending.answer("asn-contoh", form, tuple(TITLES.values()), [SAMPLE])


@blueprint.route("/faults/<id>.<any(csv, xlsx):form>", methods=["GET"])
@allow("diklat")
def list_faults(id, form):
    """Semua kesalahan berkas yang baru saja Anda unggah."""
    return sending.answer("kesalahan-asn", form, keeping.COLUMNS, keeping.rows(current().db, caller().actor, id))


@blueprint.route("/<id>", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.response(200, schemas.RosterList)
def show(id):
    """Satu daftar ASN dan kemajuannya."""
    return _found(f"roster_import-{id}")


@blueprint.route("/<id>/file", methods=["GET"])
@allow("diklat")
def download(id):
    """Berkas yang diunggah, untuk dibaca sebelum disetujui."""
    stream = f"roster_import-{id}"
    state = known(current().store.load(stream).state)
    return sending.original("daftar-asn", read_sealed(current().db, current().vault, stream, state["sealed_sha256"]))


@blueprint.route("/<id>/refusals", methods=["GET"])
@allow("diklat", "auditor")
@blueprint.arguments(schemas.PartArguments, location="query")
@blueprint.response(200, schemas.RowRefusals)
def list_refusals(wanted, id):
    """Baris yang tidak menambah orang, sesudah semua baris dikerjakan."""
    state = known(current().store.load(f"roster_import-{id}").state)
    found = bulk.all_refusals(current().db, state) if state["status"] == "closed" else []
    return {"items": found[wanted["offset"] : wanted["offset"] + wanted["limit"]], "total": len(found)}


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ApproveRoster)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui daftar: tanda tangan kedua, oleh orang lain. Orangnya lalu tercatat satu per satu."""
    stream, actor = f"roster_import-{id}", caller().actor

    def work(tx):
        tx.decide(stream, Approve(actor, body["staged"]), seen(tx))
        bulk.start(tx, stream, tx.load(stream).state["rows"])

    return run_work(work)


def _summary(sheet: Sheet) -> dict[str, int]:
    found = [row["status"] for row in sheet.rows]
    return {status: found.count(status) for status in STATUSES}


def _found(stream: str):
    loaded = current().store.load(stream)
    return with_etag(_shown(stream, loaded.version, known(loaded.state)), loaded.version)


def _shown(stream: str, version: int, state: dict) -> dict:
    done = bulk.progress(current().db, stream)
    return {
        "id": uuid_of(stream),
        "version": version,
        **{name: state[name] for name in ("file", "rows", "summary", "status")},
        **{name: done[name] for name in ("next", "applied", "refused")},
        "refusals": state.get("refusals", []),
        "failed_by": state.get("failed_by"),
        "staged": reference(state["staged"]),
        "unread": _unread(stream, state),
        **keeping.NONE,
    }


def _unread(stream: str, state: dict) -> list[dict]:
    try:
        return json.loads(current().vault.open(stream, UNREAD, state[UNREAD])) if UNREAD in state else []
    except Erased:
        return []


def _rejected(file: str, sheet: Sheet) -> dict:
    return {
        **dict.fromkeys(("id", "version", "staged", "failed_by")),
        "file": file,
        "rows": len(sheet.rows),
        "summary": _summary(sheet),
        "status": "rejected",
        **dict.fromkeys(("next", "applied", "refused"), 0),
        "refusals": [],
        "unread": [one._asdict() for one in sheet.unread],
        **keeping.keep(current().db, caller().actor, sheet.errors),
    }
