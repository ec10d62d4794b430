"""When a gap is looked for: as an index is published, and over complaints when their quarter has ended."""

from asnkit.commits import Tx
from asnkit.events import uuid_of
from asnkit.wib import day_begins, wib_date

from ..rules.quarters import next_quarter, quarter_of
from .domain import COMPLAINTS, Find, stream_of, weak

LOOK = "gap-look"


def find_weak(tx: Tx, survey: str) -> None:
    """The weak elements of the index that this transaction published in the stream `survey`."""
    for command in weak(uuid_of(survey), tx.load(survey).state["ikm"], quarter_of(wib_date(tx.now))):
        tx.decide(stream_of(command.unit, command.subject, command.quarter), command)


def watch(tx: Tx, complaint: dict) -> None:
    """Let the worker count, once its quarter is over, the trouble that a complaint (its state) had in this one."""
    today = wib_date(tx.now)
    for trouble in complaint["troubles"]:
        if trouble["quarter"] == quarter_of(today):
            stream = stream_of(trouble["unit"], trouble["kind"], trouble["quarter"])
            tx.deadline(stream, "look", day_begins(next_quarter(today)), LOOK, trouble)


def look(tx: Tx, stream: str, trouble: dict) -> None:
    had = {"aggregate": "complaint", "data.troubles": {"$elemMatch": trouble}}
    people = tx.db.state.count_documents(had, session=tx.session)
    tx.decide(stream, Find(trouble["unit"], trouble["kind"], trouble["quarter"], COMPLAINTS, "/aduan", people))
