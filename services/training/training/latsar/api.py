"""Basic training: begun, put off and judged by the training officer; looked at by whoever takes part, too."""

from asnkit import states
from asnkit.events import Refused, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.states import seen, versioned
from asnkit.web import Blueprint, allow, caller, current, run_work

from ..participant.api import exactly
from ..roster_reading.recording import name_of
from ..streams import civil_servant_stream, latsar_stream, project_stream
from . import schemas
from .domain import Begin, Defer, Judge, Remedy, known

OFFICE = ("diklat", "ketua", "auditor")
OWNERS = ("pelamar", "pegawai")
ONCE = Refused("sudah-dikreditkan", "JP Latsar ini sudah dikreditkan; Latsar-nya tidak dimulai lagi.")

blueprint = Blueprint("latsar", __name__, url_prefix="/v1/latsar", description="Pelatihan dasar CPNS")


@blueprint.route("", methods=["GET"])
@allow(*OFFICE)
@blueprint.arguments(schemas.LatsarFilter, location="query")
@blueprint.response(200, schemas.LatsarPage)
def list_latsar(wanted):
    """Latsar dalam satu keadaan, yang terbaru dimulai lebih dahulu."""
    of = {"status": wanted["status"]}
    found, following = states.page(current().db, "latsar", wanted, by="data.begun_at", **of)
    items = [_shown(stream, version, state) for stream, version, state in found]
    return {"items": items, "total": states.count(current().db, "latsar", **of), "next": following}


@blueprint.route("/<id>", methods=["GET"])
@allow(*OFFICE, *OWNERS)
@blueprint.response(200, schemas.Latsar)
def show(id):
    """Satu Latsar menurut kepesertaannya: milik sendiri, atau bagi pengelola diklat."""
    loaded, who = current().store.load(latsar_stream(id)), caller()
    own = who.role in OWNERS
    foreign = own and loaded.state is not None and loaded.state["person"] != who.id
    state = known(None if foreign else loaded.state)
    named = {f"{one}_name": name_of(state[one], "roster", who.actor) for one in ("mentor", "coach")} if own else {}
    return versioned(_shown(loaded.stream, loaded.version, state) | named, loaded.version)


@blueprint.route("/<id>", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.BeginLatsar)
@blueprint.response(201, CommandAnswer)
def begin(body, id):
    """Mulai Latsar satu peserta: hari pertama, mentor, dan coach."""

    def work(tx):
        enrolment = tx.load(f"enrolment-{id}").state
        # Held: the end of somebody's service at the same moment and this beginning exclude each other.
        people = [str(body["mentor"]), str(body["coach"])]
        servant, mentor, coach = [
            tx.hold(civil_servant_stream(one)).state if one else None
            for one in (enrolment and enrolment["person"], *people)
        ]
        stream = latsar_stream(id)
        tx.decide(stream, Begin(id, enrolment, servant, mentor, coach, body["begins"]))
        tx.claim(f"hours/{id}", stream, ONCE)

    return run_work(work)


@blueprint.route("/<id>/deferral", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.DeferLatsar)
@blueprint.response(200, CommandAnswer)
def defer(body, id):
    """Tunda tahap yang belum selesai ke hari lain."""
    return run_work(lambda tx: tx.decide(latsar_stream(id), Defer(**body), seen(tx)))


@blueprint.route("/<id>/remedial", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.SetRemedial)
@blueprint.response(200, CommandAnswer)
def remedy(body, id):
    """Catat nilai yang tidak lulus dan beri remedial, satu kali."""
    command = Remedy(exactly(body["score"]), body["until"])
    return run_work(lambda tx: tx.decide(latsar_stream(id), command, seen(tx)))


@blueprint.route("/<id>/result", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.JudgeLatsar)
@blueprint.response(200, CommandAnswer)
def judge(body, id):
    """Tetapkan lulus atau tidak lulus, satu kali; JP yang lulus dikreditkan dengan sendirinya."""

    def work(tx):
        # Whoever hands in or examines holds the Latsar, so neither happens beside this.
        project = tx.load_signed(project_stream(id)).state
        tx.decide(latsar_stream(id), Judge(exactly(body["score"]), body["certificate_no"], project), seen(tx))

    return run_work(work)


def _shown(stream: str, version: int, state: dict) -> dict:
    return {**state, "id": uuid_of(stream), "version": version}
