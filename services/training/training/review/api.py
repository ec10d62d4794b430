"""What participants say of a session: given by each of them, read by the training officer without a name."""

from datetime import date

from asnkit.events import uuid_of
from asnkit.exact import shown
from asnkit.schemas import CommandAnswer
from asnkit.states import query
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..rules.reviews import AT_WORK, ELEMENTS, LEAST, MONTHS, asked_on, band, means
from ..session.domain import known
from ..streams import place_stream, review_stream, seating_stream
from . import schemas
from .domain import Give

COMMENT = "comment"
WAITING, RUNNING, OVER = schemas.STANDINGS

blueprint = Blueprint("reviews", __name__, url_prefix="/v1/sessions", description="Kesan peserta")


@blueprint.route("/<uuid:id>/reviews", methods=["POST"])
@allow("pelamar", "pegawai")
@blueprint.arguments(schemas.GiveReview)
@blueprint.response(201, CommandAnswer)
def give(body, id):
    """Beri kesan tentang sesi yang Anda ikuti, satu kali."""
    session, person = str(id), caller().id
    enrolment = uuid_of(place_stream(person, session))
    stream, words = review_stream(enrolment), body["comment"]
    sealed = current().vault.seal(person, stream, COMMENT, words) if words else None

    def work(tx):
        about, seating = tx.load(f"session-{session}").state, tx.load(seating_stream(session)).state
        seated = seating is not None and enrolment in seating["confirmed"]
        tx.decide(stream, Give(session, about, enrolment, seated, body["ratings"], sealed))

    return run_work(work)


@blueprint.route("/<uuid:id>/reviews", methods=["GET"])
@allow("diklat")
@blueprint.response(200, schemas.Reviews)
def show(id):
    """Kesan peserta satu sesi: rata-rata bila cukup banyak, dan kata-katanya tanpa nama."""
    session, store = str(id), current().store
    given, forms = _of_session("review", session), list(_of_session("evaluation", session).values())
    about, today = known(store.load(f"session-{session}").state), wib_date(current().clock.now())
    seated = (store.load(seating_stream(session)).state or {"confirmed": []})["confirmed"]
    words = [current().vault.readable(stream, COMMENT, state[COMMENT]) for stream, state in given.items()]
    return {
        **_figures([state["ratings"] for state in given.values()], len(seated), ELEMENTS),
        "least": LEAST,
        "superiors": [_superiors(forms, about, months, today) for months in MONTHS],
        "comments": sorted(one for one in words if one),
    }


def _of_session(aggregate: str, session: str) -> dict[str, dict]:
    """Stream → state."""
    found = current().db.state.find(query(aggregate, {"session": session})).sort("_id", 1)
    return {one["_id"]: one["data"] for one in found}


def _superiors(forms: list[dict], about: dict, months: int, today: date) -> dict:
    """schemas.Superiors: a form is asked for on its day, and answered until the last one's last day."""
    mine = [one for one in forms if one["months"] == months]
    on = asked_on(date.fromisoformat(about["days"][-1]["date"]), months)
    until = max((one["until"] for one in mine), default=None)
    going = until is not None and today.isoformat() <= until
    standing = WAITING if today < on else RUNNING if going else OVER
    figures = _figures([one["ratings"] for one in mine if one["ratings"]], len(mine), AT_WORK)
    return {**figures, "months": months, "on": on.isoformat(), "until": until, "standing": standing}


def _figures(ratings: list[dict], asked: int, elements: tuple[str, ...]) -> dict:
    """schemas.Figures."""
    found = means(ratings, elements)
    told = [{"element": element, "mean": shown(mean, 2)} for element, mean in found.items()]
    return {"answered": len(ratings), "asked": asked, "elements": told, "band": band(found)}
