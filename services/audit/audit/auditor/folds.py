"""What the log's events make: the state of each stream and the rows of each view, on shelves."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from asnkit.catalogue import Catalogue, Unfoldable
from asnkit.events import Event, View
from asnkit.shelf import Shelf

STATES, VIEW = "states", "view"
AHEAD_AT_HAND = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """One view, or all states of a service (`name` "state")."""

    service: str
    name: str
    kind: str

    @property
    def label(self) -> str:
        return f"{self.kind} {self.service}.{self.name}"


class Folds:
    """Contents are {"version", "content", "at", "late"}; `late` is after `until`, a time as events have it.

    `shelf` gives a shelf by its name, `newest` an event as today's code reads it (asnkit.upcasting). While `watched`,
    `touched` collects the keys that are fed; whoever takes them also empties it.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        services: Iterable[str],
        shelf: Callable[[str], Shelf] = lambda name: Shelf(),
        until: str | None = None,
        newest: Callable[[Event], Event] = lambda event: event,
    ):
        self._catalogue, self._until, self._newest = catalogue, until, newest
        services = set(services)
        self._views = {
            Part(service, name, VIEW): view for (service, name), view in catalogue.views.items() if service in services
        }
        self._states = {service: Part(service, "state", STATES) for service in services}
        parts = (*self._states.values(), *self._views)
        self.parts = sorted(parts, key=lambda part: (part.kind, part.service, part.name))
        """States first: what is ahead of the log is found there."""
        self._shelves = {part: shelf(part.label) for part in self.parts}
        self._ahead = Shelf(AHEAD_AT_HAND)
        self._fed_ahead: set[str] = set()
        self.watched = False
        self.touched: dict[Part, set[str]] = defaultdict(set)
        self.broken: dict[str, str] = {}

    def shelf(self, part: Part) -> Shelf:
        return self._shelves[part]

    def feed(self, event: Event) -> None:
        """Fold one event; those of a stream have to come in order."""
        self._fold(event, self._get, self._put)

    def feed_ahead(self, event: Event) -> None:
        """Fold one that is committed and not yet in the log: what is live may have it or lack it."""
        if event.id not in self._fed_ahead:
            self._fed_ahead.add(event.id)
            self._fold(event, self._get_ahead, self._put_ahead)

    def contents(self, part: Part, key: str) -> list[dict | None]:
        """What this key may hold now: what the log makes, and with what is on its way."""
        ahead = self._ahead.get(f"{part.label} {key}")
        return [self._get(part, key), *([ahead] if ahead else [])]

    def close(self) -> None:
        for shelf in (*self._shelves.values(), self._ahead):
            shelf.close()

    def _fold(self, event: Event, get: Callable, put: Callable) -> None:
        event, late = self._newest(event), self._until is not None and event.time > self._until
        if event.service in self._states and event.subject not in self.broken:
            self._evolve(event, late, get, put)
        for part, view in self._views.items():
            self._fold_rows(part, view, event, late, get, put)

    def _evolve(self, event: Event, late: bool, get: Callable, put: Callable) -> None:
        part = self._states[event.service]
        known = get(part, event.subject) or {"content": None, "late": False}
        try:
            content = self._catalogue.evolve(known["content"], event)
        except Unfoldable as error:
            self.broken[event.subject] = str(error)
            return
        made = {"version": event.streamversion, "content": content, "at": event.time, "late": late or known["late"]}
        put(part, event.subject, made)

    def _fold_rows(self, part: Part, view: View, event: Event, late: bool, get: Callable, put: Callable) -> None:
        try:
            for key in view.keys(event):
                known = get(part, key) or {"content": None, "late": False}
                content = view.fold(known["content"], event)
                put(part, key, {"content": content, "at": event.time, "late": late or known["late"]})
        except Exception as error:  # a fold that its own service would have parked
            self.broken[event.subject] = f"{event.id}, {part.service}.{view.name}: {type(error).__name__}"

    def _get(self, part: Part, key: str) -> dict | None:
        return self._shelves[part].get(key)

    def _put(self, part: Part, key: str, content: dict) -> None:
        self._shelves[part][key] = content
        if self.watched:
            self.touched[part].add(key)

    def _get_ahead(self, part: Part, key: str) -> dict | None:
        return self._ahead.get(f"{part.label} {key}") or self._get(part, key)

    def _put_ahead(self, part: Part, key: str, content: dict) -> None:
        self._ahead[f"{part.label} {key}"] = content
