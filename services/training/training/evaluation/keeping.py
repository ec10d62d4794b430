"""When the superior is asked: a deadline from the day on which somebody passed; and what waits for one."""

from datetime import date

from asnkit.commits import Tx
from asnkit.events import Event, uuid_of
from asnkit.states import every
from asnkit.wib import day_begins, wib_date
from pymongo.database import Database

from ..certificate.domain import REVOKED
from ..civil_servant.domain import is_serving
from ..headship.superiors import superior_of
from ..rules.reviews import asked_on
from ..streams import certificate_stream, civil_servant_stream, evaluation_stream
from .domain import ASKED, OF_ENROLMENT, Ask

ASK = "evaluation-ask"


def plan(event: Event, tx: Tx) -> None:
    """Because `participant.passed` says so."""
    due = day_begins(asked_on(date.fromisoformat(event.data["completed_on"])))
    of = {name: event.data[name] for name in OF_ENROLMENT}
    tx.deadline(evaluation_stream(of["enrolment"]), "ask", due, ASK, of)


def ask(tx: Tx, stream: str, of: dict) -> None:
    """Nobody is asked about who left, whose certificate was revoked, or whose superior nobody knows."""
    certificate = tx.load(certificate_stream(of["enrolment"])).state
    servant = tx.load(civil_servant_stream(of["person"])).state
    if not is_serving(servant) or (certificate and certificate["status"] == REVOKED):
        return
    superior = superior_of(tx.db, tx, of["person"], wib_date(tx.now).isoformat())["superior"]
    if superior:
        tx.decide(stream, Ask(of, superior))


def waiting_for(db: Database, superior: str, today: str) -> list[dict]:
    """Forms that this superior may still answer, the one with the nearest last day first."""
    found = every(db, "evaluation", superior=superior, status=ASKED, until={"$gte": today})
    items = [{**state, "id": uuid_of(stream)} for stream, _, state in found]
    return sorted(items, key=lambda one: (one["until"], one["id"]))
