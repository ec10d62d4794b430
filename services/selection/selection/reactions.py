"""What selection does when registration says something."""

from asnkit.events import Event
from asnkit.reactions import Reaction

from .candidate.domain import Register as RegisterCandidate
from .candidate.domain import Withdraw
from .line.domain import Register as RegisterLine
from .streams import candidate_stream, line_stream, uuid_of

MEETS = "MS"


def register_line(event: Event, tx) -> None:
    vacancy = uuid_of(event.subject)
    tx.decide(line_stream(vacancy), RegisterLine(vacancy, event.data))


def register_candidate(event: Event, tx) -> None:
    """An application that meets the conditions, by the file check or by an accepted objection."""
    data = event.data
    if data["verdict"] != MEETS:
        return
    application = uuid_of(event.subject)
    command = RegisterCandidate(
        application=application,
        period=data["period"],
        vacancy=data["vacancy"],
        person=data["person"],
        participant_no=data["participant_no"],
        education_level=data["education"]["level"],
    )
    tx.decide(candidate_stream(application), command)


def withdraw_candidate(event: Event, tx) -> None:
    stream = candidate_stream(uuid_of(event.subject))
    if tx.load(stream).state is not None:
        tx.decide(stream, Withdraw())


REACTIONS = {
    "lines": {"registration.vacancy.published": [Reaction("register-line", register_line)]},
    # One consumer for both: a withdrawal must not overtake the verdict before it.
    "candidates": {
        "registration.application.verified": [Reaction("register-candidate", register_candidate)],
        "registration.application.withdrawn": [Reaction("withdraw-candidate", withdraw_candidate)],
    },
}
