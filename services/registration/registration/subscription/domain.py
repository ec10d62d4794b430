"""Whether a person gets an e-mail beside each message of the inbox; the inbox is the record, and has them all.

Streams: subscription-<person>. Codes and letters about the account itself are none of this.
"""

from dataclasses import dataclass

from asnkit.events import Aggregate, Event, Fact

ONE_CLICK, OWNER = "ONE_CLICK", "OWNER"
"""By the address in a letter, or signed in."""


@dataclass(frozen=True, slots=True)
class Stop:
    by: str


@dataclass(frozen=True, slots=True)
class Resume:
    """By the owner, signed in."""


def decide(state: dict | None, command: Stop | Resume, now) -> list[Fact]:
    stopped = bool(state and state["stopped"])
    match command:
        case Stop():
            return [] if stopped else [Fact("subscription.stopped", {"by": command.by})]
        case Resume():
            return [Fact("subscription.resumed", {})] if stopped else []
    raise TypeError(command)


def evolve(state: dict | None, event: Event) -> dict:
    return {"stopped": event.fact == "subscription.stopped"}


AGGREGATE = Aggregate("subscription", decide, evolve)
