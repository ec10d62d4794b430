"""A disciplinary sanction that a decree gave somebody, as IP ASN asks for it (docs/rules.md §5.4).

Streams: sanction-<uuid>, closed. Its level, decree and day are sealed with the person's key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

LEVELS = ("RINGAN", "SEDANG", "BERAT")
MISSING = Refused("hukuman-tidak-ada", "Catatan hukuman ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Record:
    """`by` is who records it, `known` whether the person was ever on the roster."""

    person: str
    by: str
    known: bool
    content: Mapping


@dataclass(frozen=True, slots=True)
class Withdraw:
    """It was recorded wrongly, or a court took it back."""

    by: str
    reason: Mapping


def decide(state: dict | None, command: Record | Withdraw, now: datetime) -> list[Fact]:
    match command:
        case Record():
            if not command.known:
                raise Refused("asn-tidak-ada", "Orang ini belum tercatat sebagai ASN.", status=404)
            _not_own(command.person, command.by)
            return [Fact("sanction.recorded", {"person": command.person, "content": command.content})]
        case Withdraw():
            if state is None:
                raise MISSING
            _not_own(state["person"], command.by)
            if state["withdrawn"]:
                raise Refused("hukuman-sudah-ditarik", "Catatan hukuman ini sudah ditarik.")
            return [Fact("sanction.withdrawn", {"person": state["person"], "reason": command.reason})]
        case _:
            raise TypeError(command)


def _not_own(person: str, by: str) -> None:
    if person == by:
        raise Refused("hukuman-sendiri", "Catatan tentang diri sendiri dibuat orang lain.", status=403)


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "sanction.recorded":
            return {**event.data, "withdrawn": False, "at": event.time}
        case "sanction.withdrawn":
            return {**state, "withdrawn": True, "at": event.time}


AGGREGATE = Aggregate("sanction", decide, evolve)
