"""That an e-mail about a message could not be delivered, for the portal, which keeps the inbox.

Streams: letter-<uuid of the message>. What the mail server said, and the address, are in no event.
"""

from dataclasses import dataclass

from asnkit.events import Aggregate, Event, Fact


@dataclass(frozen=True, slots=True)
class Refuse:
    """The mail server does not take it, for good."""

    message: str
    person: str


def decide(state: dict | None, command: Refuse, now) -> list[Fact]:
    if isinstance(command, Refuse):
        data = {"message": command.message, "person": command.person}
        return [] if state else [Fact("letter.refused", data)]
    raise TypeError(command)


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("letter", decide, evolve)
