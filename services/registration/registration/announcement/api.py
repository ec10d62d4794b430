"""Announcements: publishing the list of a stage, and the public list itself."""

from asnkit import states
from asnkit.content import keep, read
from asnkit.events import Refused, new_id, parse_time, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, public, run_work
from flask import Response

from . import schemas
from .domain import as_of, version_of
from .gathering import check_unmoved, to_publish
from .lists import moved, rows_of
from .masking import MASK, masked

blueprint = Blueprint("announcements", __name__, url_prefix="/v1/announcements", description="Pengumuman")

NEWEST_FIRST = [("data.published_at", -1), ("_id", -1)]


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.PublishAnnouncement)
@blueprint.response(201, CommandAnswer)
def publish(body):
    """Umumkan hasil seleksi administrasi, atau hasil pasca sanggah."""
    stream = new_id("announcement")

    command, kept, period = to_publish(current().db, body)

    def work(tx):
        check_unmoved(tx, period)
        tx.decide(stream, command)
        for content in kept:
            keep(tx, content)
        once = Refused("sudah-diumumkan", "Tahap ini sudah diumumkan untuk periode ini.", "stage")
        tx.claim(f"announcement/{body['period']}/{body['stage']}", stream, once)

    return run_work(work)


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.AnnouncementFilter, location="query")
@blueprint.response(200, schemas.Announcements)
def list_announcements(wanted):
    """Semua pengumuman, terbaru lebih dahulu."""
    db = current().db
    query = states.query("announcement", {name: wanted[name] for name in ("period",) if name in wanted})
    if "number" in wanted:  # paper with the number of an earlier version is not lost
        query["$or"] = [{name: wanted["number"]} for name in ("data.number", "data.changes.before.number")]
    found, following = page(db.state, query, NEWEST_FIRST, wanted)
    ids = [uuid_of(one["_id"]) for one in found]
    newer = states.every(db, "announcement", replaces={"$in": ids})
    replaced = {state["replaces"]: uuid_of(stream) for stream, _, state in newer}
    return {"items": [_shown(one["_id"], one["data"], replaced) for one in found], "next": following}


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Announcement)
def show(id):
    """Satu pengumuman."""
    return _shown(f"announcement-{id}", _announcement(id), _replaced(id))


@blueprint.route("/<id>/versions/<int:version>", methods=["GET"])
@public
@blueprint.response(200, schemas.Announcement)
def show_version(id, version):
    """Pengumuman dengan suratnya seperti pada versi itu; daftarnya sama pada setiap versi."""
    state = as_of(_announcement(id), version)
    if state is None:
        raise Refused("versi-tidak-ada", "Pengumuman ini tidak mempunyai versi itu.", status=404)
    return _shown(f"announcement-{id}", state, _replaced(id))


@blueprint.route("/<id>/rows", methods=["GET"])
@public
@blueprint.arguments(schemas.RowsFilter, location="query")
@blueprint.response(200, schemas.AnnouncementRows)
def rows(wanted, id):
    """Baris daftar: nomor peserta, nama tersamar, kode. Dapat dicari menurut nomor peserta."""
    lines = rows_of(current().db, _own_list(id)["list_sha256"])
    found = lines.of(wanted["participant_no"]) if "participant_no" in wanted else lines.rows
    if "code" in wanted:
        found = [row for row in found if row[1] == wanted["code"]]
    part = found[wanted["offset"] : wanted["offset"] + wanted["limit"]]
    people = _people([number for number, _ in part])
    nobody = {"name": MASK, "job_name": ""}
    items = [{"participant_no": number, "code": code, **people.get(number, nobody)} for number, code in part]
    return {"items": items, "total": len(found)}


@blueprint.route("/<id>/changes", methods=["GET"])
@public
@blueprint.arguments(schemas.PartOfChanges, location="query")
@blueprint.response(200, schemas.AnnouncementChanges)
def changes(wanted, id):
    """Siapa yang berubah dibandingkan dengan daftar yang digantikan: semula apa, menjadi apa."""
    state, db = _own_list(id), current().db
    if state["replaces"] is None:
        return {"replaces": None, "items": [], "total": 0}
    before = _own_list(state["replaces"])
    found = moved(rows_of(db, before["list_sha256"]), rows_of(db, state["list_sha256"]))
    part = found[wanted["offset"] : wanted["offset"] + wanted["limit"]]
    items = [{"participant_no": number, "before": old, "after": new} for number, old, new in part]
    return {"replaces": state["replaces"], "items": items, "total": len(found)}


@blueprint.route("/<id>/list", methods=["GET"])
@public
@blueprint.response(200, {"type": "array"}, content_type="application/json")
def exact_list(id):
    """Daftar persis seperti yang dihitung hash-nya: SHA-256 isi jawaban ini sama dengan list_sha256."""
    return Response(read(current().db, _own_list(id)["list_sha256"]), content_type="application/json")


@blueprint.route("/<id>/counted", methods=["GET"])
@allow("ketua", "auditor")
@blueprint.response(200, {"type": "array"}, content_type="application/json")
def counted_list(id):
    """Versi lamaran yang dihitung untuk daftar ini; SHA-256 isi jawaban ini sama dengan counted_sha256."""
    return Response(read(current().db, _own_list(id)["counted_sha256"]), content_type="application/json")


def _announcement(id: str) -> dict:
    state = current().store.load(f"announcement-{id}").state
    if state is None:
        raise Refused("pengumuman-tidak-ada", "Pengumuman ini tidak ditemukan.", status=404)
    return state


def _replaced(id: str) -> dict[str, str]:
    newer = states.one(current().db, "announcement", replaces=id)
    return {id: uuid_of(newer[0])} if newer else {}


def _own_list(id: str) -> dict:
    """An announcement whose list is here; a list of selection is read at that service."""
    state = _announcement(id)
    if state["result"]:
        raise Refused("daftar-di-seleksi", "Daftar hasil ini ada pada layanan seleksi.", status=404)
    return state


def _people(numbers: list[str]) -> dict[str, dict]:
    """What the public list shows of each participant number beside the code: {name, job_name}.

    The name is opened and masked for this answer and kept nowhere, so nobody can change what is shown, and it ends
    with the person's key.
    """
    runtime = current()
    found = runtime.views["applications"].find({"participant_no": {"$in": numbers}})
    rows = {row["participant_no"]: row for row in found}
    accounts = _states("account", {row["person"] for row in rows.values()}, "name")
    jobs = _states("vacancy", {row["vacancy"] for row in rows.values()}, "job_name")
    runtime.vault.remember(list(accounts))
    people = {}
    for number, row in rows.items():
        person = row["person"]
        name = runtime.vault.readable(f"account-{person}", "name", accounts[person].get("name"))
        people[number] = {"name": masked(name), "job_name": jobs[row["vacancy"]]["job_name"]}
    return people


def _states(aggregate: str, ids: set[str], name: str) -> dict[str, dict]:
    found = current().db.state.find({"_id": {"$in": [f"{aggregate}-{id}" for id in ids]}}, {f"data.{name}": 1})
    return {uuid_of(document["_id"]): document["data"] for document in found}


def _shown(stream: str, state: dict, replaced: dict[str, str]) -> dict:
    id = uuid_of(stream)
    opens, closes = state["objection_opens"], state["objection_closes"]
    now = current().clock.now()
    running = opens is not None and parse_time(opens) <= now <= parse_time(closes)
    told = {"version": version_of(state), "changes": state.get("changes", [])}
    return {"id": id, **state, **told, "objection_open": running, "replaced_by": replaced.get(id)}
