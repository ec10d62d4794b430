"""Sessions: the calendar for everybody; scheduling, changing and cancelling for the training officer."""

from datetime import date

from asnkit.events import Refused, new_id, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.states import seen, versioned
from asnkit.web import Blueprint, allow, current, public, run_work

from ..streams import seating_stream
from . import schemas
from .clashes import clashes_of
from .domain import CANCELLED, Cancel, Change, Day, Schedule, days_of, known, parts, told

blueprint = Blueprint("sessions", __name__, url_prefix="/v1/sessions", description="Jadwal pelatihan")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.SessionFilter, location="query")
@blueprint.response(200, schemas.Sessions)
def list_sessions(wanted):
    """Jadwal menurut hari pertama."""
    query: dict = {"begins": {"$ne": None}}
    if "until" in wanted:
        query["begins"]["$lte"] = wanted["until"].isoformat()
    if "course" in wanted:
        query["course"] = str(wanted["course"])
    if "since" in wanted:
        query["ends"] = {"$gte": wanted["since"].isoformat()}
    rows = current().views["sessions"]
    found, following = page(rows, query, [("begins", 1)], wanted)
    items = [{"id": uuid_of(row["_id"]), **row} for row in found]
    return {"items": items, "total": rows.count_documents(query), "next": following}


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ScheduleSession)
@blueprint.response(201, CommandAnswer)
def schedule(body):
    """Jadwalkan satu sesi; ruang yang sudah dipakai ditolak."""
    course, stream, days = str(body.pop("course")), new_id("session"), _days(body)
    taken = Refused("kode-dipakai", "Kode ini sudah dipakai sesi lain.", "code")

    def work(tx):
        tx.decide(stream, Schedule(course, tx.hold(f"course-{course}").state, **{**body, "days": days}))
        tx.claim(f"session/{body['code']}", stream, taken)
        _take(tx, stream, body["room"], days)

    return run_work(work)


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.OneSession)
def show(id):
    """Satu sesi, dengan jumlah kursi yang terisi sekarang."""
    loaded = current().store.load(f"session-{id}")
    session = known(loaded.state)
    seating = current().store.load(seating_stream(id)).state or {"confirmed": (), "waiting": ()}
    taken = {name: len(seating[name]) for name in ("confirmed", "waiting")}
    return versioned({"id": id, "version": loaded.version, "reason": None, **session, **taken}, loaded.version)


@blueprint.route("/<id>/change", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ChangeSession)
@blueprint.response(200, CommandAnswer)
def change(body, id):
    """Ubah hari, tempat, atau jumlah kursi; peserta tetap terdaftar."""
    stream, days = f"session-{id}", _days(body)

    def work(tx):
        before = known(tx.load(stream).state)
        found = clashes_of(tx.db, tx, id, days, tx.session)
        named = tuple(f"{one['code']} pada {told(one['part'])}" for one in found)
        if tx.decide(stream, Change(**{**body, "days": days}, clashes=named), seen(tx)):
            _leave(tx, before)
            _take(tx, stream, body["room"], days)

    return run_work(work)


@blueprint.route("/<id>/clashes", methods=["GET"])
@allow("diklat")
@blueprint.arguments(schemas.ClashFilter, location="query")
@blueprint.response(200, schemas.Clashes)
def list_clashes(wanted, id):
    """Peserta yang sudah mempunyai sesi lain, bila sesi ini berlangsung pada hari-hari itu."""
    known(current().store.load(f"session-{id}").state)
    days = tuple(_day(one) for one in wanted["days"])
    return {"items": clashes_of(current().db, current().store, id, days)}


@blueprint.route("/<id>/cancel", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.CancelSession)
@blueprint.response(200, CommandAnswer)
def cancel(body, id):
    """Batalkan satu sesi yang belum dimulai."""
    stream = f"session-{id}"

    def work(tx):
        before = known(tx.load(stream).state)
        tx.decide(stream, Cancel(body["reason"]), seen(tx))
        _leave(tx, before)

    return run_work(work)


def _day(text: str) -> Day:
    day, begins, ends = text.split("/")
    try:
        return Day(date.fromisoformat(day), begins, ends)
    except ValueError:
        raise Refused("isian", f"{day} bukan tanggal.", "days", status=422) from None


def _days(body: dict) -> tuple[Day, ...]:
    return tuple(Day(**day) for day in body["days"])


def _take(tx, stream: str, room: str | None, days: tuple[Day, ...]) -> None:
    """Mornings and afternoons of a room are of one session each."""
    for part in parts(days) if room else ():
        taken = Refused("ruang-dipakai", f"Ruang {room} sudah dipakai sesi lain pada {told(part)}.", "room")
        tx.claim(_claim(room, part), stream, taken)


def _leave(tx, session: dict) -> None:
    if session["room"] and session["status"] != CANCELLED:
        for part in parts(days_of(session)):
            tx.release(_claim(session["room"], part))


def _claim(room: str, part: str) -> str:
    return f"room/{room.casefold()}/{part}"
