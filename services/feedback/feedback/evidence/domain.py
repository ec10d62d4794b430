"""What a civil servant hands in for IP ASN, and whether it holds (docs/rules.md §5.4).

Streams: evidence-<uuid>, closed. What it says, and why it was refused, is sealed with the person's key; only of which
kind it is, is not. Somebody else than the person looks at the paper and decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

from ..rules.proof import EDUCATION, PREDICATE, TRAININGS

KINDS = (EDUCATION, *TRAININGS, PREDICATE)
WAITING, VALID, REFUSED = STATUSES = ("waiting", "valid", "refused")
MOST_WAITING = 20
MISSING = Refused("bukti-tidak-ada", "Bukti ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Submit:
    """`serves` whether the person is on the roster today, `waiting` how many of the person wait already."""

    person: str
    serves: bool
    waiting: int
    kind: str
    content: Mapping


@dataclass(frozen=True, slots=True)
class Validate:
    by: str


@dataclass(frozen=True, slots=True)
class Refuse:
    by: str
    reason: Mapping


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


def decide(state: dict | None, command: Submit | Validate | Refuse, now: datetime) -> list[Fact]:
    match command:
        case Submit():
            return [_submitted(command)]
        case Validate():
            _check(state, command.by)
            return [Fact("evidence.validated", {"person": state["person"]})]
        case Refuse():
            _check(state, command.by)
            return [Fact("evidence.refused", {"person": state["person"], "reason": command.reason})]
        case _:
            raise TypeError(command)


def _submitted(command: Submit) -> Fact:
    if not command.serves:
        raise Refused("bukan-asn", "Bukti diserahkan oleh yang tercatat sebagai ASN.", status=403)
    if command.waiting >= MOST_WAITING:
        told = f"Sudah {MOST_WAITING} bukti Anda yang menunggu. Tunggu sampai diperiksa."
        raise Refused("terlalu-banyak-bukti", told)
    return Fact("evidence.submitted", {"person": command.person, "kind": command.kind, "content": command.content})


def _check(state: dict | None, by: str) -> None:
    if known(state)["person"] == by:
        raise Refused("bukti-sendiri", "Bukti sendiri diperiksa orang lain.", status=403)
    if state["status"] != WAITING:
        raise Refused("bukti-sudah-diperiksa", "Bukti ini sudah diperiksa.")


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "evidence.submitted":
            return {**event.data, "status": WAITING, "reason": None, "submitted": event.time, "at": event.time}
        case "evidence.validated":
            return {**state, "status": VALID, "at": event.time}
        case "evidence.refused":
            return {**state, "status": REFUSED, "reason": event.data["reason"], "at": event.time}


AGGREGATE = Aggregate("evidence", decide, evolve)
