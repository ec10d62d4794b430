"""What a unit promises to change, until when, and whether it was done (PermenPANRB 14/2017: follow-up).

Streams: improvement-<uuid>. It is tied to one element of a published index, so that the next index of the same service
says what came of it, or to a topic: what the office told everybody of a complaint. Everything of it is public.
"""

from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..survey.questions import ELEMENTS

PROMISED, DONE, MISSED = "promised", "done", "missed"
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
class Undertake:
    """Because of the topic of this id and state."""

    topic_id: str
    topic: dict | None
    text: str
    due: date


@dataclass(frozen=True, slots=True)
class Finish:
    """`evidence` says where anybody can see it; also of what was missed."""

    evidence: str


@dataclass(frozen=True, slots=True)
class Miss:
    """The unit says itself that it will not be kept, and why."""

    reason: str


def decide(state: dict | None, command: Promise | Undertake | Finish | Miss, now: datetime) -> list[Fact]:
    today = wib_date(now)
    if isinstance(command, Promise | Undertake):
        return [_begun(state, command, today)]
    if not isinstance(command, Finish | Miss):
        raise TypeError(command)
    if state is None:
        raise MISSING
    if state["status"] == DONE:
        raise Refused("sudah-selesai", "Perbaikan ini sudah dinyatakan selesai.")
    if isinstance(command, Finish):
        return [Fact("improvement.done", {"evidence": command.evidence, "day": today.isoformat()})]
    if state["status"] == MISSED:
        raise Refused("sudah-dinyatakan", "Janji ini sudah dinyatakan tidak ditepati.")
    return [Fact("improvement.missed", {"reason": command.reason, "day": today.isoformat()})]


def _begun(state: dict | None, command: Promise | Undertake, today: date) -> Fact:
    if state is not None:
        raise Refused("perbaikan-sudah-ada", "Perbaikan ini sudah tercatat.")
    fact = _promised(command) if isinstance(command, Promise) else _undertaken(command)
    if command.due <= today:
        raise Refused("tanggal-lewat", "Janji berakhir sesudah hari ini.", "due", status=422)
    return fact


def _undertaken(command: Undertake) -> Fact:
    topic = command.topic
    if topic is None or not topic["shown"] or topic["unit"] is None:
        message = "Pilih pokok aduan yang diumumkan dan sudah ada unitnya."
        raise Refused("pokok-tidak-ada", message, "topic", status=422)
    data = {"topic": command.topic_id, "unit": topic["unit"], "text": command.text, "due": command.due.isoformat()}
    return Fact("improvement.undertaken", data)


def _promised(command: Promise) -> Fact:
    survey = command.survey
    if survey is None or survey["ikm"] is None:
        raise Refused("ikm-belum-terbit", "Pilih survei yang IKM-nya sudah terbit.", "survey", status=422)
    if command.element not in ELEMENTS:
        raise Refused("unsur-tidak-dikenal", "Pilih unsur dari daftar.", "element", status=422)
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
    data = event.data
    match event.fact:
        case "improvement.promised" | "improvement.undertaken":
            about = dict.fromkeys(("survey", "service", "element", "before", "topic"))
            ended = dict.fromkeys(("evidence", "done_on", "reason", "missed_on"))
            return {**about, **data, **ended, "status": PROMISED, "at": event.time}
        case "improvement.missed":
            return {**state, "status": MISSED, "reason": data["reason"], "missed_on": data["day"]}
        case "improvement.done":
            return {**state, "status": DONE, "evidence": data["evidence"], "done_on": data["day"]}


AGGREGATE = Aggregate("improvement", decide, evolve, shape=2)
