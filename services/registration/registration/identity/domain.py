"""Whose a NIK is: the account's with whose application a verifier has seen the identity card.

Streams: identity-<person>. Typing a NIK in takes it from nobody; a verdict that accepts the identity card does, MS or
TMS alike, in its own transaction (a row of `claims`, in claiming.py). Every verdict leaves exactly one event here,
whatever it finds, so that none can be told from another before it is announced. A rule of this project, of no decree.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

NIK = "nik"
CLAIMED, HELD, NOT_ACCEPTED = "CLAIMED", "HELD", "NOT_ACCEPTED"
DOUBTS = frozenset({"IDENTITY", "ID_CARD", "SELFIE", "DOUBLE_IDENTITY"})
"""Reasons with which a verifier has not accepted the card as this person's."""

ERASED, CONTEST = "ERASED", "CONTEST"


@dataclass(frozen=True, slots=True)
class Examine:
    """`holder` is the person that has the NIK, None for nobody; `reasons` are the verdict's.

    `erased`: nobody can read any more which NIK it is.
    """

    person: str
    application: str
    reasons: Collection[str]
    holder: str | None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """The NIK is this account's no more; `why` is ERASED, or CONTEST where it is another's."""

    why: str


@dataclass(frozen=True, slots=True)
class Award:
    """A contest was decided for this account; `contest` is its id."""

    contest: str


@dataclass(frozen=True, slots=True)
class Renew:
    """The account's NIK was corrected over its identity card, in this correction's stream; it is claimed instead."""

    correction: str


def decide(state: dict | None, command: Examine | Award | Renew | Release, now: datetime) -> list[Fact]:
    match command:
        case Examine():
            return [Fact("identity.examined", {"application": command.application, "outcome": _outcome(command)})]
        case Award():
            return [Fact("identity.awarded", {"contest": command.contest})]
        case Renew():
            return [Fact("identity.renewed", {"correction": command.correction})]
        case Release():
            return [Fact("identity.released", {"why": command.why})] if state and state["claims"] else []
    raise TypeError(command)


def _outcome(command: Examine) -> str:
    if command.erased or not DOUBTS.isdisjoint(command.reasons):
        return NOT_ACCEPTED
    if command.holder is None:
        return CLAIMED
    if command.holder == command.person:
        return HELD
    raise Refused("nik-disengketakan", "NIK ini sudah terbukti sebagai milik akun lain. Periksa siapa pemilik KTP-nya.")


def evolve(state: dict | None, event: Event) -> dict:
    """`by` is who accepted the card for the NIK that is claimed, by a verdict or by a correction."""
    if event.fact == "identity.released":
        return {"claims": [], "by": None}
    if event.fact == "identity.awarded":
        return {"claims": [NIK], "by": None}
    if event.fact == "identity.renewed":
        return {"claims": [NIK], "by": event.actor}
    if event.data["outcome"] == CLAIMED:
        return {"claims": [NIK], "by": event.actor}
    return state or {"claims": [], "by": None}


AGGREGATE = Aggregate("identity", decide, evolve, shape=2)
