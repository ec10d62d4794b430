"""Asking for a seat, for oneself or for somebody of the roster; giving it up; who takes part."""

from dataclasses import replace

from asnkit.events import Refused, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..headship.superiors import superior_of
from ..streams import civil_servant_stream, place_stream
from . import schemas
from .domain import NOMINATED, SELF, Withdraw
from .neighbours import request_of

OFFICER = "diklat"
OWN = 100
"""One's own places, newest first: more sessions than anybody takes in some years."""

blueprint = Blueprint("enrolments", __name__, url_prefix="/v1", description="Kepesertaan pelatihan")


@blueprint.route("/sessions/<id>/enrolments", methods=["POST"])
@allow("pelamar", "pegawai", OFFICER)
@blueprint.arguments(schemas.AskForSeat)
@blueprint.response(201, CommandAnswer)
def ask(body, id):
    """Minta kursi: untuk diri sendiri, atau untuk seorang ASN oleh pengelola diklat."""
    person, by = _for_whom(body)

    def work(tx):
        # Held, so that two requests of one person at the same moment see each other.
        tx.hold(civil_servant_stream(person))
        request = request_of(tx.db, tx, person, id, by, tx.session)
        if by == SELF and request.servant and request.session and request.session.get("approval"):
            request = replace(request, superior=superior_of(tx.db, tx, person, _today())["superior"])
        tx.decide(place_stream(person, id), request)

    return run_work(work)


@blueprint.route("/enrolments/<id>/withdraw", methods=["POST"])
@allow("pelamar", "pegawai", OFFICER)
@blueprint.arguments(schemas.Withdrawal)
@blueprint.response(200, CommandAnswer)
def withdraw(body, id):
    """Lepaskan kursi sebelum sesi dimulai; yang menunggu naik dengan sendirinya."""
    by = NOMINATED if caller().role == OFFICER else SELF

    def work(tx):
        state = tx.load(f"enrolment-{id}").state
        if state is not None and by == SELF and state["person"] != caller().id:
            raise Refused("kepesertaan-tidak-ada", "Kepesertaan ini tidak ditemukan.", status=404)
        session = tx.load(f"session-{state['session']}").state if state and "session" in state else None
        tx.decide(f"enrolment-{id}", Withdraw(session, body["reason"], by))

    return run_work(work)


@blueprint.route("/sessions/<id>/participants", methods=["GET"])
@allow(OFFICER, "ketua", "auditor")
@blueprint.arguments(schemas.ParticipantFilter, location="query")
@blueprint.response(200, schemas.Places)
def list_participants(wanted, id):
    """Peserta satu sesi: kursi, kehadiran, hasil, sertifikat."""
    query = {"session": id}
    if "standing" in wanted:
        query["standing"] = wanted["standing"]
    rows = current().views["places"]
    found, following = page(rows, query, [("_id", 1)], wanted)
    return {"items": [shown(row) for row in found], "total": rows.count_documents(query), "next": following}


@blueprint.route("/my-places", methods=["GET"])
@allow("pelamar", "pegawai")
@blueprint.response(200, schemas.Places)
def my_places():
    """Pelatihan Anda sendiri, yang terbaru lebih dahulu."""
    rows = current().views["places"].find({"person": caller().id}).sort([("asked_at", -1), ("_id", 1)]).limit(OWN)
    items = [shown(row) for row in rows]
    return {"items": items, "total": len(items), "next": None}


def shown(row: dict) -> dict:
    return {"id": uuid_of(row["_id"]), **row}


def _for_whom(body: dict) -> tuple[str, str]:
    who = caller()
    if who.role != OFFICER:
        if body["person"] is not None and str(body["person"]) != who.id:
            raise Refused("bukan-diri-sendiri", "Anda hanya dapat mendaftarkan diri sendiri.", "person", status=403)
        return who.id, SELF
    if body["person"] is None:
        raise Refused("orang-wajib", "Sebutkan ASN yang diusulkan.", "person", status=422)
    return str(body["person"]), NOMINATED


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
