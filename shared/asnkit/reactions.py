"""What happens here when another service says something: events become commands.

A reaction persists or calls out, never both. Its command id is made of the event, its own
name and the target stream, so a replay under a new consumer name changes nothing.

A service's table is {consumer: {event type: [Reaction, …]}}. What must stay in one order shares a consumer
(registering a candidate and withdrawing it); what is added in a later release gets a consumer of its own, which
begins at the first event. A type that is added to an old consumer would never see the past, so that stops it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .commands import caused_by
from .commits import Store
from .events import Event
from .messages import Delivery
from .transaction import Tx


@dataclass(frozen=True)
class Reaction:
    name: str
    handle: Callable[[Event, "ReactionTx"], None]


class ReactionTx(Tx):
    """A transaction whose every command happens once for (event, reaction, target)."""

    def __init__(self, store: Store, session, delivery: Delivery, event: Event, reaction: str):
        """`event` is the newest version of the one that was delivered."""
        super().__init__(store, session, caused_by(event, f"service:{store.service}", f"{event.id}/{reaction}"))
        self.delivery = delivery

    def decide(self, stream: str, command: Any, if_match: int | None = None, command_id: str | None = None):
        """As Tx.decide; gives [] when this reaction has carried out its command before."""
        command_id = command_id or f"{self.context.command_id}/{stream}"
        if self.known(command_id):
            return []
        return super().decide(stream, command, if_match, command_id)


class Reactions:
    """The handler of one consumer of the table."""

    def __init__(self, store: Store, table: Mapping[str, list[Reaction]]):
        self._store = store
        self._table = table

    @property
    def types(self) -> list[str]:
        return sorted(self._table)

    def handles(self, event: Event) -> bool:
        return event.name in self._table and self._store.upcasters.reads(event)

    def apply(self, deliveries: list[Delivery], session) -> None:
        for delivery in deliveries:
            event = self._store.upcasters.newest(delivery.event)
            for reaction in self._table[event.name]:
                tx = ReactionTx(self._store, session, delivery, event, reaction.name)
                reaction.handle(event, tx)
                tx.flush()
