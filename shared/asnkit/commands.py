"""A command from outside the rules: who asks, in which request, and what is answered."""

from dataclasses import dataclass, field, replace
from typing import Any

from .events import Event


@dataclass(frozen=True)
class Context:
    """Who acts, in which command, because of what.

    `actor` is "<role>:<pseudonym>"; `command_id` makes the command happen once;
    `causationid` is the event that caused it, `if_match` the version the caller saw.
    `request_hash` is a keyed digest of the request.
    """

    actor: str
    command_id: str
    correlationid: str
    request_hash: str = ""
    causationid: str | None = None
    traceparent: str | None = None
    if_match: int | None = None
    answered: bool = True
    """Whether somebody waits for the answer and is owed a promise."""


@dataclass(frozen=True)
class Loaded:
    stream: str
    version: int
    state: dict | None


@dataclass(frozen=True)
class Answer:
    """What a command's caller gets: the stream, its new version, the event ids, the promise."""

    stream: str
    version: int
    events: list[str]
    promise: str | None
    extra: dict[str, Any] = field(default_factory=dict)
    repeated: bool = False
    """Whether an earlier request with the same command id got this answer."""


class CommandKnown(Exception):
    """Another transaction carried this command out first."""


class Rehearsed(Exception):
    """This command would be carried out now; nothing of it was."""


def caused_by(event: Event, actor: str, command: str, **changes) -> Context:
    """The context of a command that an event causes."""
    context = Context(
        actor=actor,
        command_id=command,
        correlationid=event.correlationid,
        causationid=event.id,
        traceparent=event.traceparent,
        answered=False,
    )
    return replace(context, **changes)
