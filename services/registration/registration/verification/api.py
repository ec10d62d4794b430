"""The verifiers' desk: take the next application, decide on it or lay it back; and the lists."""

import random
from contextlib import suppress

from asnkit import states
from asnkit.events import Refused, new_id, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.scope import within
from asnkit.web import Blueprint, allow, caller, current, run, run_work

from .. import readings
from ..account.schemas import Nothing
from ..application import assembling
from ..application import schemas as application_schemas
from ..disclosure.domain import Record, opens
from ..document import content
from ..document.domain import View
from ..document.reading import opened
from ..identity.claiming import examine
from ..period.counts import by_status, tallies, tally
from ..period.lookup import running_period
from ..period.views import STATUSES
from ..vacancy.lookup import of_open_lines
from . import schemas
from .domain import Assign, Recall, Release, check_holder
from .gathering import PURPOSE, to_decide
from .held import shown
from .paces import pace

OLDEST = 8
"""The next file is one of this many oldest: verifiers who ask at once seldom get the same one."""

FIELDS = ("name", "nik", "birth_date", "sex", "institution", "gpa")
"""What of a person is opened with the file."""

blueprint = Blueprint("verification", __name__, url_prefix="/v1", description="Verifikasi berkas")


@blueprint.route("/verifications/next", methods=["POST"])
@allow("verifikator")
@blueprint.arguments(schemas.OfPeriod)
@blueprint.response(200, CommandAnswer)
def take_next(body):
    """Ambil lamaran berikutnya yang menunggu; `id` jawaban adalah nomor lamaran."""
    verifier = caller().actor

    def work(tx):
        running_period(tx.db, body["period"], tx.session)
        _sit_down(tx, verifier)
        held = {state["application"]: state["verifier"] for _, _, state in _held(tx.db, tx.session)}
        wanted = {"period": body["period"], "status": "submitted", **of_open_lines(tx.db, body["period"], tx.session)}
        query = states.query("application", wanted)
        query["_id"] = {"$nin": [f"application-{id}" for id in held]}
        waiting = tx.db.state.find(query, session=tx.session).sort("data.submitted_at", 1).limit(OLDEST)
        oldest = list(waiting)
        if not oldest:
            raise Refused("antrean-kosong", "Tidak ada lamaran yang menunggu.", status=404)
        chosen = random.choice(oldest)
        application = uuid_of(chosen["_id"])
        own = list(held.values()).count(verifier)
        command = Assign(application, body["period"], chosen["data"]["vacancy"], verifier, own)
        tx.decide(f"verification-{application}", command)

    return run_work(work)


@blueprint.route("/verifications/<id>/release", methods=["POST"])
@allow("verifikator")
@blueprint.response(200, CommandAnswer)
def release(id):
    """Kembalikan lamaran ke antrean."""
    return run(f"verification-{id}", Release(caller().actor, "returned"))


@blueprint.route("/verifications", methods=["GET"])
@allow("verifikator")
@blueprint.arguments(schemas.OfPeriod, location="query")
@blueprint.response(200, schemas.Queue)
def queue(wanted):
    """Lamaran yang Anda pegang, dan keadaan antrean."""
    held = states.every(current().db, "verification", verifier=caller().actor, period=wanted["period"])
    row = tally(current().views, wanted["period"])
    numbers = {"waiting": row["submitted"], "held": row["held"], "decided": row["MS"] + row["TMS"]}
    return {"items": shown(held), **numbers}


@blueprint.route("/verifications/held", methods=["GET"])
@allow("verifikator")
@blueprint.response(200, schemas.Desk)
def desk():
    """Semua lamaran yang Anda pegang, dari periode mana pun."""
    return {"items": shown(states.every(current().db, "verification", verifier=caller().actor, **within()))}


@blueprint.route("/verifications/paces", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.arguments(schemas.OfPeriod, location="query")
@blueprint.response(200, schemas.Paces)
def paces(wanted):
    """Laju setiap verifikator pada satu periode: yang dipegang, diputuskan, dikembalikan, ditarik."""
    held = [desk for _, _, desk in _held(current().db) if desk["period"] == wanted["period"]]
    rows = current().views["paces"].find({"period": wanted["period"]}).sort("_id", 1)
    now = current().clock.now()
    items = [pace(row, [desk for desk in held if desk["verifier"] == row["verifier"]], now) for row in rows]
    return {"items": items, "undecided": tally(current().views, wanted["period"])["submitted"]}


@blueprint.route("/verifications/recalls", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.RecallFiles)
@blueprint.response(200, CommandAnswer)
def recall(body):
    """Kembalikan semua lamaran yang dipegang seorang verifikator ke antrean; siapa yang mengambilnya tidak dipilih."""

    def work(tx):
        _sit_down(tx, body["verifier"])
        held = [desk for _, _, desk in _held(tx.db, tx.session) if desk["verifier"] == body["verifier"]]
        files = [desk["application"] for desk in held if desk["period"] == body["period"]]
        if not files:
            raise Refused("meja-kosong", "Verifikator ini tidak memegang lamaran pada periode ini.", "verifier")
        for id in files:
            tx.decide(f"verification-{id}", Recall(body["verifier"], body["reason"]))

    return run_work(work)


@blueprint.route("/applications/<id>/openings", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.OpenFile)
@blueprint.response(200, CommandAnswer)
def open_file(body, id):
    """Catat mengapa Anda membuka lamaran ini; sesudah itu terbuka bagi Anda 15 menit."""
    stream = new_id("disclosure")

    def work(tx):
        application = _sent(tx.load(f"application-{id}").state)
        person = application["person"]
        erased = "erased_at" in tx.load(f"account-{person}").state
        note = None if erased else current().vault.seal(person, stream, "note", body["note"])
        tx.decide(stream, Record((person,), FIELDS, PURPOSE, id, body["why"], note))

    return run_work(work)


@blueprint.route("/applications/<id>/file", methods=["GET"])
@allow("verifikator", "panitia", "ketua")
@blueprint.response(200, application_schemas.ApplicationFile)
def show_file(id):
    """Lamaran dan data diri pelamar untuk diperiksa. Pembacaan dicatat; tanpa perkara, alasannya lebih dahulu."""
    loaded = current().store.load(f"application-{id}")
    _sent(loaded.state)
    desk = current().store.load(f"verification-{id}").state
    if states.one(current().db, "objection", application=id, status="filed"):
        readings.record([loaded.state["person"]], FIELDS, PURPOSE, id)
    elif caller().role == "verifikator":
        check_holder(desk, caller().actor)
        readings.record([loaded.state["person"]], FIELDS, PURPOSE, id)
    else:
        _check_opened(id)
    since = desk["since"] if desk and desk["verifier"] == caller().actor else ""
    shown = assembling.file(loaded.stream, loaded.version, loaded.state, caller().actor, since)
    return states.versioned(shown, loaded.version)


@blueprint.route("/applications/<id>/views", methods=["POST"])
@allow("verifikator")
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def open_all(_, id):
    """Buka semua berkas lamaran yang Anda pegang. Setiap berkas tercatat, dan terbuka bagi Anda 15 menit."""

    def work(tx):
        application = _sent(tx.load(f"application-{id}").state)
        check_holder(tx.load(f"verification-{id}").state, tx.actor)
        for one in application["documents"]:
            tx.decide(f"document-{one['document']}", View(PURPOSE))

    return run_work(work)


@blueprint.route("/applications/<id>/pages", methods=["GET"])
@allow("verifikator")
@blueprint.response(200, schemas.DocumentPages)
def count_pages(id):
    """Berapa halaman setiap berkas lamaran ini yang sedang terbuka bagi Anda; 0 yang tidak dapat digambar."""
    found = []
    for one in _sent(current().store.load(f"application-{id}").state)["documents"]:
        with suppress(Refused):
            found.append({"document": one["document"], "pages": _pages(opened(one["document"])[1])})
    return {"documents": found}


@blueprint.route("/applications/<id>/verdict", methods=["POST"])
@allow("verifikator")
@blueprint.arguments(application_schemas.Verdict)
@blueprint.response(200, CommandAnswer)
def decide(body, id):
    """Putuskan MS atau TMS sesudah membuka isian dan setiap berkasnya; lamaran lalu lepas dari tangan Anda."""
    reasons = tuple(dict.fromkeys(body["reasons"]))

    def work(tx):
        tx.decide(f"application-{id}", to_decide(tx, id, body["verdict"], reasons), states.seen(tx))
        tx.decide(f"verification-{id}", Release(tx.actor, "decided"))
        examine(tx, current().vault, f"application-{id}", reasons)

    return run_work(work)


@blueprint.route("/applications", methods=["GET"])
@allow("verifikator", "panitia", "ketua", "auditor")
@blueprint.arguments(application_schemas.ApplicationFilter, location="query")
@blueprint.response(200, application_schemas.ApplicationRows)
def list_applications(wanted):
    """Lamaran menurut keadaan, tanpa data diri; yang formasinya ditutup hanya bila formasinya disebut."""
    views = current().views
    own = within()
    wanted = wanted | own
    if own and "vacancy" in wanted:  # its numbers are told, too
        current().store.load(f"vacancy-{wanted['vacancy']}")
    names = ("period", "status", "vacancy", "participant_no")
    query = {name: wanted[name] for name in names if name in wanted}
    period, scope = wanted.get("period", ""), wanted.get("vacancy", wanted.get("period", ""))
    numbers = tallies(views, {period, scope})
    closed = numbers[period].get("closed")
    if closed and not query.keys() & {"vacancy", "participant_no"}:
        query["vacancy"] = {"$nin": closed}
    found, following = page(views["applications"], query, [("submitted_at", 1)], wanted)
    statuses = [wanted["status"]] if "status" in wanted else STATUSES
    total = len(found) if "participant_no" in wanted else sum(numbers[scope][status] for status in statuses)
    items = [{**row, "id": row["_id"]} for row in found]
    return {
        "items": items,
        "total": total,
        "by_status": by_status(numbers[period], STATUSES),
        "next": following,
    }


def _pages(file: bytes) -> int:
    try:
        return content.pages(current().sandbox, file)
    except Refused:
        return 0


def _sent(application: dict | None) -> dict:
    if application is None or "participant_no" not in application:
        raise Refused("lamaran-tidak-ada", "Lamaran ini tidak ditemukan.", status=404)
    return application


def _check_opened(id: str) -> None:
    """Raises Refused where the caller did not record why, a while ago at most."""
    found = states.one(current().db, "disclosure", application=id, reader=caller().actor)
    if not opens(found[1] if found else None, current().clock.now()):
        sentence = "Catat dahulu alasan membuka lamaran ini; sesudah itu terbuka bagi Anda 15 menit."
        raise Refused("alasan-wajib", sentence, "why", status=403)


def _sit_down(tx, verifier: str) -> None:
    """One taking at a time for each verifier: two write the same document, so one of them counts again."""
    tx.db.desks.update_one({"_id": verifier}, {"$inc": {"taken": 1}}, upsert=True, session=tx.session)


def _held(db, session=None) -> list[tuple[str, int, dict]]:
    query = {"aggregate": "verification", "data.verifier": {"$ne": None}}
    return [(d["_id"], d["version"], d["data"]) for d in db.state.find(query, session=session).sort("_id", 1)]
