"""An application for a seat before whoever decides on it: the superior, or the training officer where nobody leads."""

from asnkit import states
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..assessment.profile import profile_of
from ..civil_servant.book import developed
from ..civil_servant.domain import station_on
from ..headship.superiors import superior_of
from ..roster_reading.recording import name_of
from ..rules.hours import limits
from ..streams import civil_servant_stream
from . import schemas
from .application import APPLIED, UNKNOWN, Verdict, may_decide
from .domain import SELF, Approve, Decline, hindrance
from .neighbours import request_of

OFFICER = "diklat"
DECIDING = ("pelamar", "pegawai", OFFICER)

blueprint = Blueprint("applications", __name__, url_prefix="/v1/applications", description="Permohonan kursi")


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow(*DECIDING)
@blueprint.response(200, schemas.Application)
def show(id):
    """Satu permohonan: orangnya, JP-nya, bentroknya, dan kebutuhannya. Pembacaan nama tercatat."""
    state, store = current().store.load(f"enrolment-{id}").state, current().store
    if state is None or "applied_at" not in state:
        raise UNKNOWN
    person, now = state["person"], current().clock.now()
    today, deciding = wib_date(now).isoformat(), _deciding()
    may_decide(deciding, superior_of(current().db, store, person, today)["superior"])
    request = request_of(current().db, store, person, state["session"], SELF)
    row = current().views["roster"].find_one({"_id": person})
    competences = {one.casefold() for one in store.load(f"course-{state['course']}").state["competences"]}
    limit = limits(request.servant["status"])
    items = profile_of(person, None, today)["items"]
    needs = states.every(current().db, "need", **{"sources.person": person})
    others = {"session": state["session"], "unit": state["unit"], "gone": False, "person": {"$ne": person}}
    return {
        **state,
        "id": str(id),
        "applied": reference(state["applied"]),
        "name": name_of(person, "roster", caller().actor),
        "job_name": station_on(request.servant, today)["job_name"],
        "hindrance": hindrance(request, now) if state["status"] == APPLIED else None,
        "colleagues": current().views["places"].count_documents(others),
        "credited": developed(row).get(today[:4], 0) if row else 0,
        "target": limit.least,
        "most": limit.most,
        "missing": [one for one in items if one["missing"] and one["title"].casefold() in competences],
        "needs": [need for _, _, need in needs],
    }


@blueprint.route("/<uuid:id>/approval", methods=["POST"])
@allow(*DECIDING)
@blueprint.arguments(schemas.ApproveApplication)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui: kursinya diminta saat ini juga, dan dibagi menurut urutan."""

    def work(tx):
        state = _known(tx, id)
        # Held, as when somebody asks: two sessions at one time see each other.
        tx.hold(civil_servant_stream(state["person"]))
        request = request_of(tx.db, tx, state["person"], state["session"], SELF, tx.session)
        tx.decide(f"enrolment-{id}", Approve(_verdict(tx, state, body["applied"]), request))

    return run_work(work)


@blueprint.route("/<uuid:id>/refusal", methods=["POST"])
@allow(*DECIDING)
@blueprint.arguments(schemas.DeclineApplication)
@blueprint.response(200, CommandAnswer)
def decline(body, id):
    """Tidak setujui, dengan alasan yang dibaca orang yang memohon."""

    def work(tx):
        verdict = _verdict(tx, _known(tx, id), body["applied"])
        tx.decide(f"enrolment-{id}", Decline(verdict, body["reason"]))

    return run_work(work)


def _known(tx, id) -> dict:
    state = tx.load(f"enrolment-{id}").state
    if state is None or "session" not in state:
        raise UNKNOWN
    return state


def _verdict(tx, state: dict, applied: dict) -> Verdict:
    superior = superior_of(tx.db, tx, state["person"], wib_date(current().clock.now()).isoformat())["superior"]
    return Verdict(caller().actor, _deciding(), superior, applied)


def _deciding() -> str | None:
    return None if caller().role == OFFICER else caller().id
