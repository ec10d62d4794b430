"""What a unit promises to change after a survey, until when, and that it was done (PermenPANRB 14/2017: follow-up).

Streams: improvement-<uuid>. It is tied to one element of a published index, so that the next index of the same service
says what came of it. Everything of it is public.
"""

from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..survey.questions import ELEMENTS

PROMISED, DONE = "promised", "done"
MISSING = Refused("perbaikan-tidak-ada", "Perbaikan ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Promise:
    """After the survey of this id and state."""

    survey_id: str
    survey: dict | None
    element: str
    text: str
    due: date


@dataclass(frozen=True, slots=True)
class Finish:
    """`evidence` says where anybody can see it."""

    evidence: str


def decide(state: dict | None, command: Promise | Finish, now: datetime) -> list[Fact]:
    today = wib_date(now)
    if isinstance(command, Promise):
        return [_promised(state, command, today)]
    if not isinstance(command, Finish):
        raise TypeError(command)
    if state is None:
        raise MISSING
    if state["status"] == DONE:
        raise Refused("sudah-selesai", "Perbaikan ini sudah dinyatakan selesai.")
    return [Fact("improvement.done", {"evidence": command.evidence, "day": today.isoformat()})]


def _promised(state: dict | None, command: Promise, today: date) -> Fact:
    if state is not None:
        raise Refused("perbaikan-sudah-ada", "Perbaikan ini sudah tercatat.")
    survey = command.survey
    if survey is None or survey["ikm"] is None:
        raise Refused("ikm-belum-terbit", "Pilih survei yang IKM-nya sudah terbit.", "survey", status=422)
    if command.element not in ELEMENTS:
        raise Refused("unsur-tidak-dikenal", "Pilih unsur dari daftar.", "element", status=422)
    if command.due <= today:
        raise Refused("tanggal-lewat", "Janji berakhir sesudah hari ini.", "due", status=422)
    data = {
        "survey": command.survey_id,
        "unit": survey["unit"],
        "service": survey["service"],
        "element": command.element,
        "before": survey["ikm"]["elements"][command.element]["mean"],
        "text": command.text,
        "due": command.due.isoformat(),
    }
    return Fact("improvement.promised", data)


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "improvement.promised":
        return {**event.data, "status": PROMISED, "at": event.time, "evidence": None, "done_on": None}
    return {**state, "status": DONE, "evidence": event.data["evidence"], "done_on": event.data["day"]}


AGGREGATE = Aggregate("improvement", decide, evolve)
