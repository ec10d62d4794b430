"""What a training costs, as the what-if of IP ASN reckons: for planning, of no decree.

Streams: price-<uuid>, public; the id follows from the kind of training. What it was before stays to be read.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

from ..rules.actions import PRICES

KINDS = tuple(PRICES)
HISTORY = 50
"""How many settings are shown; older ones stay events."""
SPACE = uuid.UUID("0192f0c4-7a61-7c3e-9b1d-2f6a5c8e0070")


@dataclass(frozen=True, slots=True)
class Set:
    """For one person: JP and whole rupiah; `basis` says where they come from."""

    kind: str
    hours: int
    money: int
    basis: str


def stream_of(kind: str) -> str:
    return f"price-{uuid.uuid5(SPACE, kind)}"


def decide(state: dict | None, command: Set, now: datetime) -> list[Fact]:
    if not isinstance(command, Set):
        raise TypeError(command)
    data = {"kind": command.kind, "hours": command.hours, "money": command.money, "basis": command.basis}
    if state is not None and {name: state["settings"][0][name] for name in data} == data:
        raise Refused("harga-sama", "Harga ini sudah berlaku, dengan dasar yang sama.", status=422)
    return [Fact("price.set", data)]


def evolve(state: dict | None, event: Event) -> dict:
    """The newest setting first."""
    setting = {**event.data, "at": event.time, "by": event.actor}
    return {"kind": event.data["kind"], "settings": [setting, *(state["settings"] if state else [])][:HISTORY]}


AGGREGATE = Aggregate("price", decide, evolve)
