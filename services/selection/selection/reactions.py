"""What selection does when registration says something."""

from asnkit.events import Event, Refused, uuid_of
from asnkit.reactions import Reaction

from .candidate.domain import Register as RegisterCandidate
from .candidate.domain import Withdraw
from .line.domain import Register as RegisterLine
from .states import candidate_of
from .streams import line_stream, new_candidate

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
    if candidate_of(tx.db, application, tx.session):
        return
    command = RegisterCandidate(
        application=application,
        period=data["period"],
        vacancy=data["vacancy"],
        person=data["person"],
        participant_no=data["participant_no"],
        education_level=data["education"]["level"],
    )
    stream = new_candidate()
    tx.decide(stream, command)
    once = Refused("peserta-sudah-ada", "Lamaran ini sudah menjadi peserta.")
    tx.claim(f"candidate/{application}", stream, once)


def withdraw_candidate(event: Event, tx) -> None:
    stream = candidate_of(tx.db, uuid_of(event.subject), tx.session)
    if stream:
        tx.decide(stream, Withdraw())


REACTIONS = {
    "lines": {"registration.vacancy.published": [Reaction("register-line", register_line)]},
    # One consumer for both: a withdrawal must not overtake the verdict before it.
    "candidates": {
        "registration.application.verified": [Reaction("register-candidate", register_candidate)],
        "registration.application.withdrawn": [Reaction("withdraw-candidate", withdraw_candidate)],
    },
}
