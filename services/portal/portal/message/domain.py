"""What one person is told, and whether it was read.

Streams: message-<uuid made of the event that caused it, the person and the kind>, so that nothing is told twice. A
message holds ids and the edition of its words in each language (editions.py); 0 are the portal's own (kinds.py). Where
it leads the person signs in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from asnkit.events import Aggregate, Event, Fact, Refused


@dataclass(frozen=True, slots=True)
class Send:
    """`kind` names an entry of kinds.KINDS; `application` is None where the own account is concerned; `about` is the
    event that caused it, `happened` its time (RFC 3339).

    `editions` by language, `values` the fields that their placeholders need (editions.STORED).
    """

    person: str
    kind: str
    application: str | None
    about: str
    happened: str
    editions: Mapping[str, int]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """By its person, who opened it."""

    person: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """No e-mail about it could be delivered."""


def decide(state: dict | None, command: Send | Read | Bounce, now) -> list[Fact]:
    match command:
        case Send():
            return [] if state else [_told(command)]
        case Read():
            if state is None or state["person"] != command.person:
                raise Refused("pesan-tidak-ada", "Pesan ini tidak ditemukan.", status=404)
            return [] if state["read_at"] else [Fact("message.read", _whose(state))]
        case Bounce():
            return [Fact("message.bounced", _whose(state))] if state and not state["bounced_at"] else []
    raise TypeError(command)


def _whose(state: dict) -> dict:
    return {"person": state["person"], "kind": state["kind"]}


def _told(command: Send) -> Fact:
    told = {name: getattr(command, name) for name in ("person", "kind", "about", "happened")}
    told |= {**command.values, "editions": dict(command.editions)}
    if command.application is None:
        return Fact("message.account_told", told)
    return Fact("message.sent", {**told, "application": command.application})


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "message.read":
            return {**state, "read_at": event.time}
        case "message.bounced":
            return {**state, "bounced_at": event.time}
    return {"application": None, **event.data, "sent_at": event.time, "read_at": None, "bounced_at": None}


AGGREGATE = Aggregate("message", decide, evolve, shape=2)
