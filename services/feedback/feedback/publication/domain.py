"""An index (IKM) that is to be published: one person proposes it with every figure, another one signs those bytes.

Streams: publication-<uuid>; one at a time for each survey (a claim, in api.py). The proposing event names the answers
that were counted by the hash of their ids and holds each sum, so that the second person reads what will stand on the
page, and signing counts nothing again. Whoever opens a survey of the own service cannot publish its index alone. A rule
of this project, of no decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Event
from asnkit.proposal import Proposal

from ..survey.domain import check_publishable
from ..survey.index import Counted, counted_in, index_of


@dataclass(frozen=True, slots=True)
class Propose:
    """`survey` is the state of `stream`, `counted` its answers' sums."""

    stream: str
    survey: Mapping
    counted: Counted


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposing event that the signer has read; `survey` is as it is now."""

    actor: str
    proposed: Mapping
    survey: Mapping


def _propose(command: Propose, now: datetime) -> dict:
    check_publishable(command.survey)
    return {"subject": command.stream, "index": index_of(command.survey, command.counted)}


def _approve(state: dict, command: Approve, now: datetime) -> dict:
    check_publishable(command.survey)
    return {name: state["index"][name] for name in ("shown", "grade", "counted_sha256")}


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    subject, index = event.data["subject"], event.data["index"]
    return Propose(subject, states[subject], counted_in(index))


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["proposed"], states[event.data["subject"]])


PUBLICATION = Proposal(
    "publication", "Penerbitan IKM", "penerbitan", Propose, Approve, _propose, _approve, told=("subject",)
)
AGGREGATE = PUBLICATION.aggregate(_propose_again, _approve_again)
