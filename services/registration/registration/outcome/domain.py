"""That something about a person's account came to its end, or waits for that person, for whoever tells people.

Streams: outcome-<uuid made of the case, the person and the outcome>. The deciding events are closed: they say why, and
by whom. This one says who is to be told and how it stands, and is made in the deciding transaction, so that nothing is
told before it is decided.
"""

import uuid
from dataclasses import dataclass

from asnkit.events import Aggregate, Event, Fact

CORRECTION, CONTEST = "correction", "contest"
OPEN, YOURS, NOT_YOURS = "OPEN", "YOURS", "NOT_YOURS"
"""Of a contest: it waits for what its people say; whose the number is."""

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/putusan")


@dataclass(frozen=True, slots=True)
class Tell:
    """`about` is CORRECTION or CONTEST; `outcome` that of the correction, or how the contest stands for this person."""

    person: str
    about: str
    outcome: str


def stream_of(case: str, person: str, outcome: str) -> str:
    """`case` is the stream that was decided."""
    return f"outcome-{uuid.uuid5(_NAMES, f'{case}/{person}/{outcome}')}"


def decide(state: dict | None, command: Tell, now) -> list[Fact]:
    if isinstance(command, Tell):
        told = {"person": command.person, "about": command.about, "outcome": command.outcome}
        return [] if state else [Fact("outcome.told", told)]
    raise TypeError(command)


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("outcome", decide, evolve)
