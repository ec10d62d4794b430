"""Older events as today's code reads them.

Stored bytes never change. When a type gets a `.v2`, one function here says what its data would have been; readers
see every event at the newest version that its contracts know, through the whole chain. A hole in the chain
stops the start.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from .events import NAMESPACE, Event

Upcast = Callable[[dict], dict]

UPCASTS: Mapping[tuple[str, int], Upcast] = {}
"""("<service>.<aggregate>.<fact>", version) → what makes the next version's data of it."""


class Upcasters:
    """`newest` has the highest version of each type (owners.newest_versions).

    Raises ValueError when a contract has a version that nothing leads to, or a function has no contract.
    """

    def __init__(self, newest: Mapping[str, int], upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS):
        self._upcasts = upcasts
        self._newest = newest
        needed = {(name, version) for name, newest in self._newest.items() for version in range(1, newest)}
        for name, version in sorted(needed ^ upcasts.keys()):
            raise ValueError(f"{name}: nothing makes version {version + 1} of version {version}, or no contract has it")

    def newest(self, event: Event) -> Event:
        """The event at its type's newest version; unchanged when it is of that one, or of a later release's."""
        data, version = event.data, event.typeversion
        newest = self._newest.get(event.name, version)
        if version >= newest:
            return event
        for older in range(version, newest):
            data = self._upcasts[event.name, older](data)
        return replace(event, type=f"{NAMESPACE}.{event.name}.v{newest}", data=data)

    def reads(self, event: Event) -> bool:
        """Whether this code knows the event's version; what a later release wrote it does not."""
        return event.typeversion <= self._newest.get(event.name, event.typeversion)
