"""A list of units from a sheet: look at it first, then a second person lets all of them into the register at once."""

import hashlib
from datetime import date

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.sheet import keeping, sending
from asnkit.sheet.faults import told
from asnkit.sheet.table import misnamed
from asnkit.sheet.writing import MEDIA_TYPES
from asnkit.signing import reference
from asnkit.states import seen
from asnkit.web import Blueprint, allow, caller, current, run, run_work, with_etag
from flask import request

from ..unit.domain import Alias, Register, key_of
from ..unit.names import owners, take
from . import schemas
from .domain import Approve, Stage, known
from .sheet import SAMPLE, TITLES, Sheet, read

BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"requestBody": {"required": True, "content": {kind.partition(";")[0]: BINARY for kind in MEDIA_TYPES.values()}}}

blueprint = Blueprint("unit-lists", __name__, url_prefix="/v1/unit-lists", description="Impor daftar unit")


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.UploadUnits, location="query")
@blueprint.doc(**BODY)
@blueprint.response(200, schemas.UnitList)
def upload(wanted):
    """Unggah XLSX atau CSV; jawabannya pratinjau. Berkas yang sama tidak diunggah dua kali."""
    content = request.get_data(cache=True)
    digest = hashlib.sha256(content).hexdigest()
    found = states.one(current().db, "unit_import", sha256=digest)
    if found:
        return _shown(found[0])
    wrong = told(misnamed(content, wanted["file"]))
    sheet = Sheet([], wrong, []) if wrong else read(content, _known)
    if sheet.errors:
        return _preview(wanted["file"], digest, sheet)
    taken = Refused("daftar-sudah-diunggah", "Berkas ini sudah diunggah.")
    command = Stage(wanted["file"], digest, tuple(sheet.rows), tuple(one._asdict() for one in sheet.unread))
    body, _ = run(new_id("unit_import"), command, create=True, claims=[(f"unit_import/{digest}", taken)])
    return _shown(body["stream"])


@blueprint.route("/template.<any(csv, xlsx):form>", methods=["GET"])
@allow("diklat")
def show_template(form):
    """Berkas kosong untuk diisi, dengan judul kolom dan satu baris contoh yang harus dihapus."""
    return sending.answer("unit-contoh", form, tuple(TITLES.values()), [SAMPLE])


@blueprint.route("/faults/<id>.<any(csv, xlsx):form>", methods=["GET"])
@allow("diklat")
def list_faults(id, form):
    """Semua kesalahan berkas yang baru saja Anda unggah."""
    return sending.answer("kesalahan-unit", form, keeping.COLUMNS, keeping.rows(current().db, caller().actor, id))


@blueprint.route("/<id>", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.response(200, schemas.UnitList)
def show(id):
    """Daftar unit yang sudah diunggah."""
    return _shown(f"unit_import-{id}")


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ApproveUnits)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui daftar: tanda tangan kedua, oleh orang lain. Semua unit lalu terdaftar sekaligus."""
    stream, actor = f"unit_import-{id}", caller().actor

    def work(tx):
        tx.decide(stream, Approve(actor, body["staged"]), seen(tx))
        state = tx.load(stream).state
        streams = owners(tx.db, [row["parent"] for row in state["rows"] if row["parent"]], tx.session)
        for row in state["rows"]:
            _register(tx, row, streams)
        tx.extra["units"] = state["units"]

    return run_work(work)


def _register(tx, row: dict, streams: dict[str, str]) -> None:
    """One unit with its names; `streams` are those of units by name, of the register and of the rows before."""
    stream, above = new_id("unit"), row["parent"] and streams.get(key_of(row["parent"]))
    parent = tx.hold(above).state if above else None
    since = date.fromisoformat(row["since"])
    command = Register(row["called"], row["kind"], above and uuid_of(above), parent, since, row["basis"])
    tx.decide(stream, command)
    for name in (row["called"], *row["aliases"]):
        if name is row["called"] or tx.decide(stream, Alias(name)):
            take(tx, stream, name)
            streams.setdefault(key_of(name), stream)


def _known(names: set[str]) -> dict[str, dict]:
    """The units that have these names."""
    store = current().store
    return {name: store.load(stream).state for name, stream in owners(current().db, names).items()}


def _shown(stream: str):
    loaded = current().store.load(stream)
    state = {"unread": [], **known(loaded.state)}
    signed = {"staged": reference(state["staged"])}
    body = {"id": uuid_of(stream), "version": loaded.version, **keeping.NONE, **state, **signed}
    return with_etag(body, loaded.version)


def _preview(file: str, digest: str, sheet: Sheet) -> dict:
    return {
        "id": None,
        "version": None,
        "file": file,
        "sha256": digest,
        "units": len(sheet.rows),
        "approved": False,
        "staged": None,
        "rows": sheet.rows,
        "unread": sheet.unread,
        **keeping.keep(current().db, caller().actor, sheet.errors),
    }
