"""Whoever's service ended gives up the seats of sessions that begin afterwards, and those who wait move up."""

from datetime import date

from asnkit.commits import Tx
from asnkit.events import Event
from asnkit.states import every
from asnkit.wib import wib_date

from ..session.domain import CANCELLED as SESSION_CANCELLED
from ..session.domain import first_hour
from .application import APPLIED
from .domain import NOMINATED, REQUESTED, Withdraw

REASON = "Masa kerjanya berakhir sebelum sesi ini dimulai."


def free_seats(event: Event, tx: Tx) -> None:
    """Because `civil_servant.left`, `service_ended` or `dismissed` says so; as the office does it by hand."""
    ended = event.data.get("effective_date")
    last = date.fromisoformat(ended) if ended else wib_date(tx.now)
    for status in (REQUESTED, APPLIED):
        for stream, _, state in every(tx.db, "enrolment", tx.session, person=event.data["person"], status=status):
            session = tx.load(f"session-{state['session']}").state
            begins = first_hour(session)
            if session["status"] != SESSION_CANCELLED and tx.now < begins and last <= wib_date(begins):
                tx.decide(stream, Withdraw(session, REASON, NOMINATED))
