"""What training does when selection appoints someone, when feedback finds a unit to fall short, and what follows here
from what happened here.

A request for a seat is read by one consumer, in one order; a certificate, the hours and the superior's form
follow from having passed.
"""

from asnkit.events import Event, uuid_of
from asnkit.reactions import Reaction

from .certificate.domain import Issue
from .civil_servant.domain import Add, Leave
from .enrolment.courses import LATSAR, Beginning, beginning_of
from .enrolment.domain import Confirm
from .enrolment.leaving import free_seats
from .evaluation.keeping import plan
from .hours.domain import CreditPassed, Reverse
from .need.findings import identify_finding
from .seating.domain import Ask, Resize
from .seating.domain import Leave as LeaveSeat
from .streams import certificate_stream, civil_servant_stream, enrolment_stream, hours_stream, seating_stream


def add_civil_servant(event: Event, tx) -> None:
    names = ("person", "period", "unit", "job_code", "job_name", "decree_no", "effective_date")
    data = {name: event.data[name] for name in names} | {"status": _beginning(event).status}
    command = Add(candidate=uuid_of(event.subject), **data)
    tx.decide(civil_servant_stream(command.person), command)


def enrol(event: Event, tx) -> None:
    """In Latsar, or the orientation of a PPPK."""
    person, course = event.data["person"], _beginning(event).course
    tx.decide(enrolment_stream(person, course), Confirm(person, course, event.data["unit"], "appointment"))


def _beginning(event: Event) -> Beginning:
    return beginning_of(event.data.get("procurement_type"))


def end_record(event: Event, tx) -> None:
    """Who resigned before the appointment was never added."""
    tx.decide(civil_servant_stream(event.data["person"]), Leave(uuid_of(event.subject)))


def ask_for_seat(event: Event, tx) -> None:
    session = event.data["session"]
    capacity = tx.load(f"session-{session}").state["capacity"]
    tx.decide(seating_stream(session), Ask(session, uuid_of(event.subject), capacity))


def leave_seat(event: Event, tx) -> None:
    session = event.data["session"]
    tx.decide(seating_stream(session), LeaveSeat(session, uuid_of(event.subject)))


def resize_room(event: Event, tx) -> None:
    session = uuid_of(event.subject)
    tx.decide(seating_stream(session), Resize(session, event.data["capacity"]))


def issue_certificate(event: Event, tx) -> None:
    """A published course is never changed, so it says now what it said when the session was scheduled."""
    course = tx.load(f"course-{event.data['course']}").state or {}
    tx.decide(certificate_stream(event.data["enrolment"]), Issue(event.data, course.get("valid_months")))


def credit_hours(event: Event, tx) -> None:
    tx.decide(hours_stream(event.data["enrolment"]), CreditPassed(event.data))


def credit_latsar(event: Event, tx) -> None:
    """The enrolment's one claim on hours is the Latsar's own."""
    passed = {**event.data, "code": LATSAR}
    tx.decide(hours_stream(event.data["enrolment"]), CreditPassed(passed))


def reverse_hours(event: Event, tx) -> None:
    tx.decide(hours_stream(event.data["enrolment"]), Reverse(f"Sertifikat {event.data['certificate_no']} dicabut."))


ENDS = ("left", "service_ended", "dismissed")
REACTIONS = {
    # "appointments" of the release before heard of no ends: under another name the past is heard again.
    "appointments_and_ends": {
        "selection.candidate.appointed": [
            Reaction("add-civil-servant", add_civil_servant),
            # Its name is in command ids, from before there was another course.
            Reaction("enrol-in-latsar", enrol),
        ],
        "selection.candidate.resigned": [Reaction("end-record", end_record)],
    },
    "findings": {"feedback.gap.found": [Reaction("identify-finding", identify_finding)]},
    "seats": {
        "training.enrolment.requested": [Reaction("ask-for-seat", ask_for_seat)],
        "training.enrolment.cancelled": [Reaction("leave-seat", leave_seat)],
        "training.session.changed": [Reaction("resize-room", resize_room)],
    },
    "ends": {f"training.civil_servant.{fact}": [Reaction("free-seats", free_seats)] for fact in ENDS},
    "outcomes": {
        "training.participant.passed": [
            Reaction("issue-certificate", issue_certificate),
            Reaction("credit-hours", credit_hours),
            Reaction("plan-evaluation", plan),
        ],
        "training.latsar.passed": [Reaction("credit-latsar", credit_latsar)],
        "training.certificate.revoked": [Reaction("reverse-hours", reverse_hours)],
    },
}
