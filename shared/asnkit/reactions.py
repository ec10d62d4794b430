"""What happens here when another service says something: events become commands.

A reaction persists or calls out, never both. Its command id is made of the event, its own
name and the target stream, so a replay under a new consumer name changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .commits import Store, Tx, caused_by
from .events import Event
from .inbox import Delivery


@dataclass(frozen=True)
class Reaction:
    name: str
    handle: Callable[[Event, "ReactionTx"], None]


class ReactionTx(Tx):
    """A transaction whose every command happens once for (event, reaction, target)."""

    def __init__(self, store: Store, session, event: Event, reaction: str):
        super().__init__(store, session, caused_by(event, f"service:{store.service}", f"{event.id}/{reaction}"))

    def decide(self, stream: str, command: Any, if_match: int | None = None, command_id: str | None = None):
        """As Tx.decide; gives [] when this reaction has carried out its command before."""
        command_id = command_id or f"{self.context.command_id}/{stream}"
        if self.known(command_id):
            return []
        return super().decide(stream, command, if_match, command_id)


class Reactions:
    """The handler of a consumer: the table of a service's `reactions.py`."""

    def __init__(self, store: Store, table: Mapping[str, list[Reaction]]):
        self._store = store
        self._table = table

    def handles(self, event: Event) -> bool:
        return event.typeversion == 1 and event.name in self._table

    def apply(self, deliveries: list[Delivery], session) -> None:
        for delivery in deliveries:
            for reaction in self._table[delivery.event.name]:
                tx = ReactionTx(self._store, session, delivery.event, reaction.name)
                reaction.handle(delivery.event, tx)
                tx.flush()
