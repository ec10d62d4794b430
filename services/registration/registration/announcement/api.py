"""Announcements: publishing the list of a stage, and the public list itself."""

from asnkit import states
from asnkit.events import Refused, format_time, new_id, parse_time, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run_work
from flask import Response

from ..period.lookup import period_of
from . import lists, schemas
from .domain import AFTER_OBJECTIONS, FILE_CHECK, Publish
from .masking import MASK

LISTED = {f"data.{name}": 1 for name in ("participant_no", "vacancy", "status", "verdicts", "withdrawn_at")}

blueprint = Blueprint("announcements", __name__, url_prefix="/v1/announcements", description="Pengumuman")


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.PublishAnnouncement)
@blueprint.response(201, CommandAnswer)
def publish(body):
    """Umumkan hasil seleksi administrasi, atau hasil pasca sanggah."""
    stream, code, stage = new_id("announcement"), body["period"], body["stage"]

    def work(tx):
        now = format_time(tx.now)
        listed = lists.rows([state for _, state in _submitted(tx.db, code, tx.session)], stage, now)
        previous = states.one(tx.db, "announcement", tx.session, period=code, stage=FILE_CHECK)
        replaces = stage == AFTER_OBJECTIONS and previous is not None
        command = Publish(
            period=period_of(tx.db, code, tx.session),
            stage=stage,
            number=body["number"],
            title=body["title"],
            list_sha256=lists.list_sha256(listed),
            counts=lists.counts(listed),
            undecided=states.count(tx.db, "application", tx.session, period=code, status="submitted"),
            unanswered=states.count(tx.db, "objection", tx.session, period=code, status="filed"),
            previous_id=uuid_of(previous[0]) if replaces else None,
            previous=previous[1] if replaces else None,
        )
        tx.decide(stream, command)
        once = Refused("sudah-diumumkan", "Tahap ini sudah diumumkan untuk periode ini.", "stage")
        tx.claim(f"announcement/{code}/{stage}", stream, once)

    return run_work(work)


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.AnnouncementFilter, location="query")
@blueprint.response(200, schemas.Announcements)
def list_announcements(wanted):
    """Semua pengumuman, terbaru lebih dahulu."""
    found = states.every(current().db, "announcement", **wanted)
    replaced = {state["replaces"]: uuid_of(stream) for stream, _, state in found}
    return {"items": [_shown(stream, state, replaced) for stream, _, state in reversed(found)]}


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Announcement)
def show(id):
    """Satu pengumuman."""
    state = _announcement(id)
    newer = states.one(current().db, "announcement", replaces=id)
    replaced = {id: uuid_of(newer[0])} if newer else {}
    return _shown(f"announcement-{id}", state, replaced)


@blueprint.route("/<id>/rows", methods=["GET"])
@public
@blueprint.arguments(schemas.RowsFilter, location="query")
@blueprint.response(200, schemas.AnnouncementRows)
def rows(wanted, id):
    """Baris daftar: nomor peserta, nama tersamar, kode. Dapat dicari menurut nomor peserta."""
    applications = _applications(id)
    listed = [row for row in _listed(id, applications) if _wanted(row, wanted)]
    by_number = {state["participant_no"]: (uuid_of(stream), state) for stream, state in applications}
    page = listed[wanted["offset"] : wanted["offset"] + wanted["limit"]]
    names = _names([by_number[number][0] for number, _ in page])
    jobs = _jobs({by_number[number][1]["vacancy"] for number, _ in page})
    items = []
    for number, code in page:
        uuid, state = by_number[number]
        job = jobs[state["vacancy"]]
        items.append({"participant_no": number, "name": names.get(uuid, MASK), "code": code, "job_name": job})
    return {"items": items, "total": len(listed)}


@blueprint.route("/<id>/list", methods=["GET"])
@public
@blueprint.response(200, {"type": "array"}, content_type="application/json")
def exact_list(id):
    """Daftar persis seperti yang dihitung hash-nya: SHA-256 isi jawaban ini sama dengan list_sha256."""
    return Response(lists.exact(_listed(id, _applications(id))), content_type="application/json")


def _announcement(id: str) -> dict:
    state = current().store.load(f"announcement-{id}").state
    if state is None:
        raise Refused("pengumuman-tidak-ada", "Pengumuman ini tidak ditemukan.", status=404)
    return state


def _applications(id: str) -> list[tuple[str, dict]]:
    """What may stand on this announcement; a list of selection is read at that service."""
    state = _announcement(id)
    if state["result"]:
        raise Refused("daftar-di-seleksi", "Daftar hasil ini ada pada layanan seleksi.", status=404)
    return _submitted(current().db, state["period"])


def _submitted(db, period: str, session=None) -> list[tuple[str, dict]]:
    """(stream, the part of its state that lists.rows looks at) of every application that was submitted."""
    query = {"aggregate": "application", "data.period": period, "data.participant_no": {"$exists": True}}
    found = db.state.find(query, LISTED, session=session)
    return [(document["_id"], document["data"]) for document in found]


def _listed(id: str, applications: list[tuple[str, dict]]) -> list[tuple[str, str]]:
    announcement = _announcement(id)
    return lists.rows([state for _, state in applications], announcement["stage"], announcement["published_at"])


def _wanted(row: tuple[str, str], wanted: dict) -> bool:
    number, code = row
    return number == wanted.get("participant_no", number) and code == wanted.get("code", code)


def _names(applications: list[str]) -> dict[str, str]:
    return {row["_id"]: row["name"] for row in current().db.masked_names.find({"_id": {"$in": applications}})}


def _jobs(vacancies: set[str]) -> dict[str, str]:
    found = current().db.state.find({"_id": {"$in": [f"vacancy-{id}" for id in vacancies]}}, {"data.job_name": 1})
    return {uuid_of(line["_id"]): line["data"]["job_name"] for line in found}


def _shown(stream: str, state: dict, replaced: dict[str, str]) -> dict:
    id = uuid_of(stream)
    opens, closes = state["objection_opens"], state["objection_closes"]
    now = current().clock.now()
    running = opens is not None and parse_time(opens) <= now <= parse_time(closes)
    return {"id": id, **state, "objection_open": running, "replaced_by": replaced.get(id)}
