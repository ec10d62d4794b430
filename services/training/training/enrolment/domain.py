"""A person's place on a course: Latsar by the appointment alone, a session because somebody asked.

Streams: enrolment-<uuid>; the UUID follows from person and course, or from person and session (streams.py), so
nobody is enrolled twice. Asking is all that is decided here; who gets a seat is decided in seating. Where a session
wants the superior's approval one applies first, and the approval makes the request (application.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time
from asnkit.signing import signature

from ..civil_servant.career import leave_on
from ..civil_servant.domain import is_serving
from ..session.domain import CANCELLED as SESSION_CANCELLED
from ..session.domain import days_of, open_session, parts, told
from .application import APPLIED, DECLINED, Verdict, decided
from .courses import COURSES

REQUESTED, CANCELLED = "REQUESTED", "CANCELLED"
SELF, NOMINATED = "SELF", "NOMINATED"
OF_APPLICATION = ("applied", "applied_at", "closes", "superior")
"""What stays to be seen of an application when it was approved."""


@dataclass(frozen=True, slots=True)
class Confirm:
    person: str
    course: str
    unit: str
    cause: str


@dataclass(frozen=True, slots=True)
class Request:
    """`servant` and `session` are those streams' states, None where there is none; `others` the sessions that the
    person has asked for; `by` is SELF or NOMINATED; `superior` who approves, where the session wants it."""

    person: str
    servant: Mapping | None
    session_id: str
    session: Mapping | None
    others: Sequence[Mapping]
    by: str
    superior: str | None = None


@dataclass(frozen=True, slots=True)
class Approve:
    """The application becomes this request, if it still may."""

    verdict: Verdict
    request: Request


@dataclass(frozen=True, slots=True)
class Decline:
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """`by` as in Request: whoever was nominated may go, too."""

    session: Mapping | None
    reason: str
    by: str


Command = Confirm | Request | Approve | Decline | Withdraw


def decide(state: dict | None, command: Command, now: datetime) -> list[Fact]:
    match command:
        case Confirm():
            return _confirm(command) if state is None else []
        case Request():
            return [_request(state, command, now)]
        case Approve():
            approved = Fact("enrolment.approved", decided(state, command.verdict))
            return [approved, _requested(command.request, now)]
        case Decline():
            return [Fact("enrolment.declined", {**decided(state, command.verdict), "reason": command.reason})]
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


def _request(state: dict | None, command: Request, now: datetime) -> Fact:
    if state is not None and state["status"] == REQUESTED:
        raise Refused("sudah-terdaftar", "Orang ini sudah mendaftar pada sesi ini.")
    requested = _requested(command, now)
    if command.by == NOMINATED or not command.session.get("approval"):
        return requested
    if state is not None and state["status"] == APPLIED:
        raise Refused("sudah-dimohon", "Permohonan Anda sudah menunggu keputusan atasan.")
    data = {name: value for name, value in requested.data.items() if name != "by"}
    superior = {"superior": command.superior} if command.superior else {}
    return Fact("enrolment.applied", {**data, "closes": command.session["closes"], **superior})


def _requested(command: Request, now: datetime) -> Fact:
    session = open_session(command.session, now)
    if not is_serving(command.servant):
        raise Refused("asn-tidak-ada", "Hanya ASN yang tercatat dapat mengikuti pelatihan.", "person", status=404)
    if now > parse_time(session["closes"]):
        raise Refused("pendaftaran-ditutup", "Pendaftaran sesi ini sudah ditutup.")
    _check_there(session, command.servant)
    _check_free(session, command.others)
    data = {
        "person": command.person,
        "session": command.session_id,
        **{name: session[name] for name in ("course", "code", "title", "hours", "kind")},
        "unit": command.servant["unit"],
        "by": command.by,
    }
    return Fact("enrolment.requested", data)


def hindrance(command: Request, now: datetime) -> str | None:
    """Why this cannot be requested now, None where it can."""
    try:
        _requested(command, now)
    except Refused as refused:
        return refused.message


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
    if state["status"] == DECLINED:
        raise Refused("sudah-ditolak", "Permohonan ini tidak disetujui; tidak ada yang perlu dilepas.")
    open_session(command.session, now)
    data = {name: state[name] for name in ("person", "session", "code", "title")}
    return [Fact("enrolment.cancelled", {**data, "reason": command.reason, "by": command.by})]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "enrolment.confirmed":
            return {**event.data, "confirmed_at": event.time}
        case "enrolment.requested":
            before = {name: value for name, value in (state or {}).items() if name in OF_APPLICATION}
            return {**before, **event.data, "status": REQUESTED, "confirmed_at": event.time}
        case "enrolment.applied":
            applied = {"superior": None, **event.data, "status": APPLIED, "applied": signature(event)}
            return {**applied, "applied_at": event.time}
        case "enrolment.declined":
            return {**state, "status": DECLINED}
        case "enrolment.cancelled":
            return {**state, "status": CANCELLED}
        case _:
            return state


AGGREGATE = Aggregate("enrolment", decide, evolve, shape=2)
