"""What selection does when registration says something."""

from asnkit import bulk
from asnkit.erasing import put_down
from asnkit.events import Event, uuid_of
from asnkit.reactions import Reaction

from .admission import verdicts
from .admission.admitting import MEETS
from .admission.domain import Order as OrderAdmission
from .candidate.domain import Withdraw
from .line.domain import Amend as AmendLine
from .line.domain import Close as CloseLine
from .line.domain import Register as RegisterLine
from .rules.order import LISTS
from .states import candidate_of
from .streams import admission_stream, line_stream


def register_line(event: Event, tx) -> None:
    vacancy = uuid_of(event.subject)
    tx.decide(line_stream(vacancy), RegisterLine(vacancy, event.data))


def amend_line(event: Event, tx) -> None:
    """Of a line's changes only its seats matter here."""
    before, after = event.data["before"], event.data["after"]
    if "quota" in after:
        tx.decide(line_stream(uuid_of(event.subject)), AmendLine(event.id, before["quota"], after["quota"]))


def close_line(event: Event, tx) -> None:
    tx.decide(line_stream(uuid_of(event.subject)), CloseLine(event.id))


def keep_verdict(event: Event, tx) -> None:
    """Either outcome is kept alike, and nothing is recorded, until the list is announced."""
    verdicts.keep(tx.db, tx.session, tx.delivery)


def withdraw_candidate(event: Event, tx) -> None:
    verdicts.keep_withdrawal(tx.db, tx.session, tx.delivery)
    stream = candidate_of(tx.db, uuid_of(event.subject), tx.session)
    if stream:
        tx.decide(stream, Withdraw())


def order_admission(event: Event, tx) -> None:
    data, announcement = event.data, uuid_of(event.subject)
    if data["stage"] not in LISTS:
        return
    stream = admission_stream(announcement)
    meeting = data["counts"].get(MEETS, 0)
    command = OrderAdmission(announcement, data["period"], data["list_sha256"], meeting, data["stage"])
    if tx.decide(stream, command):
        bulk.start(tx, stream, command.meeting)


def forget_person(event: Event, tx) -> None:
    """What the person wrote here, in objections to results, is read by nobody any more."""
    put_down(tx, event.data["person"])


REACTIONS = {
    # "lines" of the release before heard of no changes: under another name the past is heard again.
    "lines_and_changes": {
        "registration.vacancy.published": [Reaction("register-line", register_line)],
        "registration.vacancy.amended": [Reaction("amend-line", amend_line)],
        "registration.vacancy.closed": [Reaction("close-line", close_line)],
    },
    # One consumer for both: a withdrawal must not overtake the verdict before it.
    "candidates": {
        "registration.application.verified": [Reaction("register-candidate", keep_verdict)],
        "registration.application.withdrawn": [Reaction("withdraw-candidate", withdraw_candidate)],
    },
    "erasures": {"registration.application.owner_erased": [Reaction("forget-person", forget_person)]},
    "admissions": {"registration.announcement.published": [Reaction("order-admission", order_admission)]},
}
