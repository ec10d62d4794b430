"""A person's place on a course: Latsar by the appointment alone, a session because somebody asked.

Streams: enrolment-<uuid>; the UUID follows from person and course, or from person and session (streams.py), so
nobody is enrolled twice. Asking is all that is decided here; who gets a seat is decided in seating.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time

from ..civil_servant.career import leave_on
from ..civil_servant.domain import is_serving
from ..session.domain import CANCELLED as SESSION_CANCELLED
from ..session.domain import days_of, open_session, parts, told
from .courses import COURSES

REQUESTED, CANCELLED = "REQUESTED", "CANCELLED"
SELF, NOMINATED = "SELF", "NOMINATED"


@dataclass(frozen=True, slots=True)
class Confirm:
    person: str
    course: str
    unit: str
    cause: str


@dataclass(frozen=True, slots=True)
class Request:
    """`servant` and `session` are those streams' states, None where there is none; `others` the sessions that the
    person has asked for; `by` is SELF or NOMINATED."""

    person: str
    servant: Mapping | None
    session_id: str
    session: Mapping | None
    others: Sequence[Mapping]
    by: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """`by` as in Request: whoever was nominated may go, too."""

    session: Mapping | None
    reason: str
    by: str


def decide(state: dict | None, command: Confirm | Request | Withdraw, now: datetime) -> list[Fact]:
    match command:
        case Confirm():
            return _confirm(command) if state is None else []
        case Request():
            return _request(state, command, now)
        case Withdraw():
            return _withdraw(state, command, now)
        case _:
            raise TypeError(command)


def _confirm(command: Confirm) -> list[Fact]:
    course = COURSES[command.course]
    data = {
        "person": command.person,
        "course": command.course,
        "title": course.title,
        "hours": course.hours,
        "unit": command.unit,
        "cause": command.cause,
    }
    return [Fact("enrolment.confirmed", data)]


def _request(state: dict | None, command: Request, now: datetime) -> list[Fact]:
    session = open_session(command.session, now)
    if not is_serving(command.servant):
        raise Refused("asn-tidak-ada", "Hanya ASN yang tercatat dapat mengikuti pelatihan.", "person", status=404)
    if now > parse_time(session["closes"]):
        raise Refused("pendaftaran-ditutup", "Pendaftaran sesi ini sudah ditutup.")
    if state is not None and state["status"] == REQUESTED:
        raise Refused("sudah-terdaftar", "Orang ini sudah mendaftar pada sesi ini.")
    _check_there(session, command.servant)
    _check_free(session, command.others)
    data = {
        "person": command.person,
        "session": command.session_id,
        **{name: session[name] for name in ("course", "code", "title", "hours", "kind")},
        "unit": command.servant["unit"],
        "by": command.by,
    }
    return [Fact("enrolment.requested", data)]


def _check_there(session: Mapping, servant: Mapping) -> None:
    for day in days_of(session):
        if leave_on(servant.get("leaves", []), day.date.isoformat()):
            raise Refused("cuti-pada-hari-sesi", f"Orang ini cuti pada {day.date}.", "person")


def _check_free(session: Mapping, others: Sequence[Mapping]) -> None:
    """Nobody sits in two rooms: mornings and afternoons are compared."""
    wanted = set(parts(days_of(session)))
    for other in others:
        both = sorted(wanted.intersection(parts(days_of(other)))) if other["status"] != SESSION_CANCELLED else []
        if both:
            raise Refused("jadwal-bentrok", f"Bentrok dengan {other['title']} ({other['code']}) pada {told(both[0])}.")


def _withdraw(state: dict | None, command: Withdraw, now: datetime) -> list[Fact]:
    if state is None or "session" not in state:
        raise Refused("kepesertaan-tidak-ada", "Kepesertaan ini tidak ditemukan.", status=404)
    if state["status"] == CANCELLED:
        raise Refused("sudah-batal", "Kepesertaan ini sudah dibatalkan.")
    open_session(command.session, now)
    data = {name: state[name] for name in ("person", "session", "code", "title")}
    return [Fact("enrolment.cancelled", {**data, "reason": command.reason, "by": command.by})]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "enrolment.confirmed":
            return {**event.data, "confirmed_at": event.time}
        case "enrolment.requested":
            return {**event.data, "status": REQUESTED, "confirmed_at": event.time}
        case "enrolment.cancelled":
            return {**state, "status": CANCELLED}
        case _:
            return state


AGGREGATE = Aggregate("enrolment", decide, evolve)
