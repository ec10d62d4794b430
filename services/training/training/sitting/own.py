"""One's own tests: those of the sessions in which one has a seat, the one that was opened first above."""

from datetime import datetime

from asnkit.events import parse_time, uuid_of
from asnkit.service import Runtime

from ..exam.domain import PHASES
from ..streams import exam_stream, sitting_stream
from . import figures

OPEN, MISSED = "OPEN", "MISSED"
"""Of a test that one has not begun; of one that was, its sitting's own status."""


def exams_of(runtime: Runtime, person: str) -> list[dict]:
    """schemas.OwnExam of each."""
    rows = runtime.views["places"].find({"person": person, "standing": "SEATED"})
    places = {row["session"]: uuid_of(row["_id"]) for row in rows}
    streams = [exam_stream(session, phase) for session in places for phase in PHASES]
    exams = [one["data"] for one in runtime.db.state.find({"_id": {"$in": streams}})]
    now = runtime.clock.now()
    return [_own(runtime, one, places[one["session"]], now) for one in sorted(exams, key=lambda one: one["at"])]


def _own(runtime: Runtime, exam: dict, enrolment: str, now: datetime) -> dict:
    state = runtime.store.load(sitting_stream(exam["session"], exam["phase"], enrolment)).state
    status = state["status"] if state else MISSED if now >= parse_time(exam["until"]) else OPEN
    return {**exam, "status": status, "score": figures.told(figures.points(state))}
