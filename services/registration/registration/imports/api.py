"""A formation list from a sheet: look at it first, then publish all its lines at once."""

import hashlib

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.sheet import keeping, sending
from asnkit.sheet.faults import told
from asnkit.sheet.table import misnamed
from asnkit.sheet.writing import MEDIA_TYPES
from asnkit.web import Blueprint, allow, caller, current, run, run_work, with_etag
from flask import request

from ..period.lookup import running_period
from ..vacancy.domain import Publish
from . import schemas
from .domain import Approve, Stage
from .sheet import Sheet, read
from .writing import COLUMNS, SAMPLE

BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"requestBody": {"required": True, "content": {kind.partition(";")[0]: BINARY for kind in MEDIA_TYPES.values()}}}

blueprint = Blueprint("formation-lists", __name__, url_prefix="/v1/formation-lists", description="Impor daftar formasi")


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.UploadList, location="query")
@blueprint.doc(**BODY)
@blueprint.response(200, schemas.FormationList)
def upload(wanted):
    """Unggah XLSX atau CSV; jawabannya pratinjau. Berkas yang sama tidak diunggah dua kali."""
    content = request.get_data(cache=True)
    digest = hashlib.sha256(content).hexdigest()
    db, code = current().db, wanted["period"]
    running_period(db, code)
    found = states.one(db, "import", period=code, sha256=digest)
    if found is None:
        wrong = told(misnamed(content, wanted["file"]))
        sheet = Sheet([], wrong, []) if wrong else read(content)
        if sheet.errors:
            return _preview(wanted, digest, sheet)
        taken = Refused("daftar-sudah-diunggah", "Berkas ini sudah diunggah untuk periode ini.")
        unread = tuple(one._asdict() for one in sheet.unread)
        command = Stage(code, wanted["file"], digest, tuple(sheet.rows), unread)
        body, _ = run(new_id("import"), command, create=True, claims=[(f"import/{code}/{digest}", taken)])
        stream = body["stream"]
    else:
        stream = found[0]
    return _shown(stream)


@blueprint.route("/template.<any(csv, xlsx):form>", methods=["GET"])
@allow("panitia", "ketua")
def show_template(form):
    """Berkas kosong untuk diisi, dengan judul kolom dan satu baris contoh yang harus dihapus."""
    return sending.answer("formasi-contoh", form, COLUMNS, [SAMPLE])


@blueprint.route("/faults/<id>.<any(csv, xlsx):form>", methods=["GET"])
@allow("panitia", "ketua")
def list_faults(id, form):
    """Semua kesalahan berkas yang baru saja Anda unggah."""
    found = keeping.rows(current().db, caller().actor, id)
    return sending.answer("kesalahan-formasi", form, keeping.COLUMNS, found)


@blueprint.route("/<id>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.FormationList)
def show(id):
    """Daftar formasi yang sudah diunggah."""
    return _shown(f"import-{id}")


@blueprint.route("/<id>/approval", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.response(200, CommandAnswer)
def approve(id):
    """Terbitkan semua baris daftar ini sebagai formasi, sekaligus."""
    stream = f"import-{id}"

    def work(tx):
        tx.decide(stream, Approve(), tx.if_match)
        state = tx.load(stream).state
        running_period(tx.db, state["period"], tx.session)
        origin = {"file": state["file"], "sha256": state["sha256"]}
        for line in state["rows"]:
            fields = {name: value for name, value in line.items() if name != "row"}
            tx.decide(new_id("vacancy"), Publish(state["period"], fields, {**origin, "row": line["row"]}))
        tx.extra["lines"] = state["lines"]

    return run_work(work)


def _shown(stream: str):
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise Refused("daftar-tidak-ada", "Daftar formasi ini tidak ditemukan.", status=404)
    state = {"unread": [], **loaded.state}
    body = {"id": uuid_of(stream), "version": loaded.version, **keeping.NONE, **state}
    return with_etag(body, loaded.version)


def _preview(wanted: dict, digest: str, sheet: Sheet) -> dict:
    return {
        "id": None,
        "version": None,
        "period": wanted["period"],
        "file": wanted["file"],
        "sha256": digest,
        "lines": len(sheet.rows),
        "quota": sum(row["quota"] for row in sheet.rows),
        "approved": False,
        "rows": sheet.rows,
        "unread": sheet.unread,
        **keeping.keep(current().db, caller().actor, sheet.errors),
    }
