"""Who signed in to an account and who tried to, as its owner and the auditor see it.

Streams: access-<person>. Each sign-in is an event; tries that failed are summed for a while before they are one, so
that nobody fills the record by guessing. Where a sign-in came from is sealed with the person's own key.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, format_time

SHOWN = 50
KNOWN, NEW = "KNOWN", "NEW"
"""Whether the account's owner had signed in on this device before."""


@dataclass(frozen=True, slots=True)
class Enter:
    """`address` is sealed."""

    device: str
    address: dict


@dataclass(frozen=True, slots=True)
class CountFailures:
    """`tries` wrong passwords since then."""

    tries: int
    since: datetime


@dataclass(frozen=True, slots=True)
class RenewPassword:
    """With a code from a letter; `address` is sealed."""

    address: dict


def decide(state: dict | None, command: Enter | CountFailures | RenewPassword, now: datetime) -> list[Fact]:
    if isinstance(command, Enter):
        return [Fact("access.entered", {"device": command.device, "address": command.address})]
    if isinstance(command, CountFailures):
        return [Fact("access.failed", {"tries": command.tries, "since": format_time(command.since)})]
    if isinstance(command, RenewPassword):
        return [Fact("access.password_renewed", {"address": command.address})]
    raise TypeError(command)


def evolve(state: dict | None, event: Event) -> dict:
    entry = {**event.data, "id": event.id, "at": event.time, "what": event.fact.partition(".")[2]}
    return {"entries": [*(state["entries"] if state else ()), entry][-SHOWN:]}


AGGREGATE = Aggregate("access", decide, evolve)
