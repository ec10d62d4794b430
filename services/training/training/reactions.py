"""What training does when selection appoints someone: a record, and a place in Latsar."""

from asnkit.events import Event, uuid_of
from asnkit.reactions import Reaction

from .civil_servant.domain import Add
from .enrolment.courses import LATSAR
from .enrolment.domain import Confirm
from .streams import civil_servant_stream, enrolment_stream


def add_civil_servant(event: Event, tx) -> None:
    names = ("person", "period", "unit", "job_code", "job_name", "decree_no", "effective_date")
    command = Add(candidate=uuid_of(event.subject), **{name: event.data[name] for name in names})
    tx.decide(civil_servant_stream(command.person), command)


def enrol_in_latsar(event: Event, tx) -> None:
    person = event.data["person"]
    tx.decide(enrolment_stream(person, LATSAR), Confirm(person, LATSAR, event.data["unit"], "appointment"))


REACTIONS = {
    "appointments": {
        "selection.candidate.appointed": [
            Reaction("add-civil-servant", add_civil_servant),
            Reaction("enrol-in-latsar", enrol_in_latsar),
        ],
    },
}
