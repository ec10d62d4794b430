"""Photos of complaints: sent and removed by whoever has the complaint's code, released by the officer, seen by all."""

from datetime import timedelta

from asnkit import states
from asnkit.events import Refused, parse_time, uuid_of
from asnkit.paging import PageArguments, page
from asnkit.schemas import CommandAnswer
from asnkit.tracing import continue_trace
from asnkit.web import Blueprint, allow, caller, current, public, run_work
from flask import Response, request

from ..complaint.api import check_seen
from ..complaint.domain import LIAISON
from ..complaint.keeping import opened
from ..complaint.schemas import Nothing
from . import keeping, schemas
from .domain import MISSING, Release, Withdraw, check_room

ROOM_BYTES = 1_000_000
"""Beside the largest size, so that one a little larger is told so in its own sentence."""
OPEN_FOR = timedelta(minutes=15)
"""From when it is recorded that somebody reads the complaint."""
BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
BYTES = {"schema": {"type": "string", "format": "binary"}, "content_type": "application/octet-stream"}

blueprint = Blueprint("photos", __name__, url_prefix="/v1/complaints", description="Foto pada aduan")


@blueprint.route("/photos", methods=["POST"])
@public
@blueprint.arguments(schemas.AddPhoto, location="query")
@blueprint.doc(**BODY)
@blueprint.response(201, CommandAnswer)
def add(wanted):
    """Tambah satu foto JPG; isi permintaan adalah berkasnya. Lokasi dan keterangan di dalamnya dihapus."""
    request.max_content_length = keeping.LARGEST + ROOM_BYTES
    number, code, small = wanted["number"], wanted["code"], None
    stream, state = opened(current(), number, code)
    if _has_room(stream, state):  # else a repetition of the last one has its answer, and another one its refusal
        small = keeping.made_small(current(), request.get_data(cache=True))

    def work(tx):
        complaint, held = opened(current(), number, code, tx.session)
        if small is None:
            check_room(held, _others(complaint))
        keeping.add(current(), tx, complaint, small, wanted["may_show"])

    continue_trace(None)
    return run_work(work)


@blueprint.route("/tracked/<number>/<code>/photos/<uuid:photo>", methods=["GET"])
@public
@blueprint.response(200, **BYTES)
def show_own(number, code, photo):
    """Satu foto bagi pemegang kode aduannya."""
    stream, _ = opened(current(), number, code)
    return _picture(keeping.read(current(), f"photo-{photo}", uuid_of(stream)))


@blueprint.route("/tracked/<number>/<code>/photos/<uuid:photo>/removal", methods=["POST"])
@public
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def remove(_body, number, code, photo):
    """Hapus satu foto untuk selamanya."""

    def work(tx):
        complaint, _ = opened(current(), number, code, tx.session)
        _check_of(tx.load(f"photo-{photo}").state, uuid_of(complaint))
        keeping.remove(tx, f"photo-{photo}")

    continue_trace(None)
    return run_work(work)


@blueprint.route("/photos", methods=["GET"])
@public
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.ReleasedPhotos)
def list_released(wanted):
    """Foto yang dilepas petugas untuk umum, terbaru lebih dahulu."""
    rows = current().views["photos"]
    found, following = page(rows, {}, [("day", -1), ("_id", -1)], wanted)
    items = [{**row, "id": row["_id"]} for row in found]
    return {"items": items, "total": rows.count_documents({}), "next": following}


@blueprint.route("/photos/<uuid:photo>", methods=["GET"])
@public
@blueprint.response(200, **BYTES)
def show_released(photo):
    """Satu foto yang dilepas petugas."""
    state = current().store.load(f"photo-{photo}").state
    if state is None or not state["released"]:
        raise MISSING
    return _picture(keeping.read(current(), f"photo-{photo}", state["complaint"]))


@blueprint.route("/<uuid:id>/photos/<uuid:photo>", methods=["GET"])
@allow("aduan", LIAISON)
@blueprint.response(200, **BYTES)
def show(id, photo):
    """Satu foto. Buka dahulu aduannya, yang dicatat; sesudah itu fotonya terbuka bagi Anda 15 menit."""
    check_seen(current().store.load(f"complaint-{id}").state)
    since = current().clock.now() - OPEN_FOR
    readings = states.every(current().db, "reading", complaint=str(id), reader=caller().actor)
    if not any(parse_time(state["at"]) >= since for _, _, state in readings):
        raise Refused("belum-dibuka", "Buka aduannya lebih dahulu; sesudah itu fotonya terbuka 15 menit.", status=403)
    return _picture(keeping.read(current(), f"photo-{photo}", str(id)))


@blueprint.route("/<uuid:id>/photos/<uuid:photo>/release", methods=["POST"])
@allow("aduan")
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def release(_body, id, photo):
    """Tampilkan foto ini untuk umum, tanpa tulisan aduannya."""

    def work(tx):
        _check_of(tx.load(f"photo-{photo}").state, str(id))
        unit = tx.hold(f"complaint-{id}").state["unit"]
        tx.decide(f"photo-{photo}", Release(unit), states.seen(tx))

    return run_work(work)


@blueprint.route("/<uuid:id>/photos/<uuid:photo>/withdrawal", methods=["POST"])
@allow("aduan")
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def withdraw(_body, id, photo):
    """Tarik foto ini dari halaman umum."""

    def work(tx):
        _check_of(tx.load(f"photo-{photo}").state, str(id))
        tx.decide(f"photo-{photo}", Withdraw(), states.seen(tx))

    return run_work(work)


def _has_room(stream: str, state: dict) -> bool:
    try:
        check_room(state, _others(stream))
    except Refused:
        return False
    return True


def _others(complaint: str) -> list[dict]:
    return [state for _, _, state in keeping.photos(current(), uuid_of(complaint))]


def _check_of(state: dict | None, complaint: str) -> None:
    if state is None or state["complaint"] != complaint:
        raise MISSING


def _picture(content: bytes) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="foto.jpg"', "Content-Security-Policy": "sandbox"}
    return Response(content, content_type="image/jpeg", headers=headers)
