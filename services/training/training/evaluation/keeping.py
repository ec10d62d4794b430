"""When the superior is asked: deadlines, each set by the one before, from the day on which somebody passed; and what
waits for one."""

from datetime import date

from asnkit.commits import Tx
from asnkit.events import Event, uuid_of
from asnkit.states import every
from asnkit.wib import day_begins, wib_date
from pymongo.database import Database

from ..certificate.domain import REVOKED
from ..civil_servant.domain import is_serving
from ..headship.superiors import superior_of
from ..rules.reviews import MONTHS, asked_on
from ..streams import certificate_stream, civil_servant_stream, evaluation_stream, participant_stream
from .domain import ASKED, OF_ENROLMENT, Ask

ASK = "evaluation-ask"


def plan(event: Event, tx: Tx) -> None:
    """Because `participant.passed` says so."""
    _plan(tx, {name: event.data[name] for name in OF_ENROLMENT}, MONTHS[0], event.data["completed_on"])


def _plan(tx: Tx, of: dict, months: int, completed_on: str) -> None:
    due = day_begins(asked_on(date.fromisoformat(completed_on), months))
    tx.deadline(evaluation_stream(of["enrolment"], months), "ask", due, ASK, {**of, "months": months})


def ask(tx: Tx, stream: str, of: dict) -> None:
    """Nobody is asked about who left, whose certificate was revoked, or whose superior nobody knows.

    Each form sets the next one's day, so that who waits for the first, since before there was another, has both.
    """
    months = of.get("months", MONTHS[0])
    certificate = tx.load(certificate_stream(of["enrolment"])).state
    servant = tx.load(civil_servant_stream(of["person"])).state
    if not is_serving(servant) or (certificate and certificate["status"] == REVOKED):
        return
    for later in [one for one in MONTHS if one > months][:1]:
        passed = tx.load(participant_stream(of["enrolment"])).state
        _plan(tx, {name: of[name] for name in OF_ENROLMENT}, later, passed["completed_on"])
    superior = superior_of(tx.db, tx, of["person"], wib_date(tx.now).isoformat())["superior"]
    if superior:
        tx.decide(stream, Ask(of, superior, months))


def waiting_for(db: Database, superior: str, today: str) -> list[dict]:
    """Forms that this superior may still answer, the one with the nearest last day first."""
    found = every(db, "evaluation", superior=superior, status=ASKED, until={"$gte": today})
    items = [{**state, "id": uuid_of(stream)} for stream, _, state in found]
    return sorted(items, key=lambda one: (one["until"], one["id"]))
