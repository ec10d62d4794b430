"""What the services' own rules make of any events, up to any moment: the one way to look back.

A service keeps the state of each stream (`evolve` of its `domain.py`) and the rows of each view
(`keys` and `fold` of its `views.py`). The same functions are found here by their place in the
package and applied to events from anywhere: the audit log, a mirror, a ZIP. Nothing of a
service is imported but these pure modules, so an auditor needs no Flask, no MongoDB, no Kafka.
"""

import hashlib
import json
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from .changes import Change, changes
from .events import Aggregate, Event, View, aggregate_of, parse_time
from .settings import package_of


class Unfoldable(Exception):
    """The rules cannot be applied to this event as it stands; `event` is its id."""

    def __init__(self, event: str, error: Exception):
        super().__init__(f"{event}: {type(error).__name__} {error}")
        self.event = event


class Undecidable(Exception):
    """The rule would not have decided this event on what it names as its basis; `event` is its id."""

    def __init__(self, event: str, error: Exception):
        super().__init__(f"{event}: {type(error).__name__} {getattr(error, 'rule', error)}")
        self.event = event


@dataclass(frozen=True)
class Moment:
    """Where to stop: what was recorded until `known`, of that what holds at `valid`; None is no limit.

    A fact holds from its `validtime`, or from when it was recorded. Nothing of a stream holds
    before its first fact does.
    """

    known: datetime | None = None
    valid: datetime | None = None

    def admit(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events that count, in their order; those of one stream have to come in order."""
        unborn: set[str] = set()
        for event in events:
            if self.known and event.at > self.known:
                continue
            if self.valid:
                if event.subject in unborn:
                    continue
                if holds_from(event) > self.valid:
                    if event.streamversion == 1:
                        unborn.add(event.subject)
                    continue
            yield event


def holds_from(event: Event) -> datetime:
    return parse_time(event.validtime) if event.validtime else event.at


def known_late(event: Event) -> bool:
    """Whether the fact held before anybody here knew it."""
    return bool(event.validtime) and parse_time(event.validtime) < event.at


@dataclass(frozen=True)
class Catalogue:
    """Every aggregate and every view, by (service, name)."""

    aggregates: Mapping[tuple[str, str], Aggregate]
    views: Mapping[tuple[str, str], View]

    def aggregate(self, event: Event) -> Aggregate | None:
        """The rule of the event's stream; None for what no installed service knows."""
        return self.aggregates.get((event.service, aggregate_of(event.subject)))

    def state(self, events: Iterable[Event], state: dict | None = None) -> dict | None:
        """The state after one stream's events, in order. Raises Unfoldable."""
        for event in events:
            state = self.evolve(state, event)
        return state

    def evolve(self, state: dict | None, event: Event) -> dict | None:
        """The next state of the event's stream; unchanged where no rule is known. Raises Unfoldable."""
        aggregate = self.aggregate(event)
        if aggregate is None:
            return state
        try:
            return aggregate.evolve(state, event)
        except Exception as error:  # the rule met what it was never written for
            raise Unfoldable(event.id, error) from error

    def decide_again(self, event: Event, state: dict | None, states: Mapping[str, dict | None]) -> list[Change] | None:
        """What the rule says differently from the event now; None where it is no decision of weight.

        `state` is that of the event's own stream before it, `states` those of its neighbours at the versions that
        `basis` names. Raises Undecidable when the rule refuses what the event says was decided.
        """
        aggregate = self.aggregate(event)
        rebuild = aggregate.again.get(event.fact) if aggregate else None
        if rebuild is None:
            return None
        try:
            facts = aggregate.decide(state, rebuild(event, states), event.at)
        except Exception as error:  # a refusal, or a rule that meets what it was never written for
            raise Undecidable(event.id, error) from error
        for fact in facts:
            if fact.name == event.fact and (fact.validtime or None) == event.validtime:
                return list(changes(event.data, fact.data))
        raise Undecidable(event.id, LookupError(f"the rule decides {[fact.name for fact in facts]}"))

    @cached_property
    def services(self) -> list[str]:
        return sorted({service for service, _ in (*self.aggregates, *self.views)})


def fold_rows(view: View, events: Iterable[Event], rows: MutableMapping[str, dict]) -> MutableMapping[str, dict]:
    """`rows` after `events`, as a service's view handler would fill them. Raises Unfoldable."""
    for event in events:
        _fold_event(view, event, rows)
    return rows


def _fold_event(view: View, event: Event, rows: MutableMapping[str, dict]) -> None:
    try:
        for key in view.keys(event):
            row = view.fold(rows.get(key), event)
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row
    except Exception as error:
        raise Unfoldable(event.id, error) from error


def discover(services: Iterable[str]) -> Catalogue:
    """The catalogue of these services' packages; a package that is not installed is left out."""
    aggregates: dict[tuple[str, str], Aggregate] = {}
    views: dict[tuple[str, str], View] = {}
    for service in services:
        package = package_of(service)
        if find_spec(package) is None:
            continue
        for module in _modules(package, "domain"):
            for found in vars(module).values():
                if isinstance(found, Aggregate):
                    aggregates[service, found.name] = found
        for module in _modules(package, "views"):
            for found in vars(module).values():
                if isinstance(found, View):
                    views[service, found.name] = found
    return Catalogue(aggregates, views)


def _modules(package: str, name: str):
    """`<package>.<part>.<name>` of every part that has one."""
    for part in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
        if part.ispkg and find_spec(f"{part.name}.{name}"):
            yield import_module(f"{part.name}.{name}")


def plain(value: Any) -> str:
    """Comparable text: JSON with sorted keys and without spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Digest:
    """SHA-256 over pairs (key, content), which have to come in the order of their keys."""

    def __init__(self):
        self._hash = hashlib.sha256()
        self.count = 0

    def add(self, key: str, content: Any) -> None:
        self._hash.update(f"{key}\t{plain(content)}\n".encode())
        self.count += 1

    def hex(self) -> str:
        return self._hash.hexdigest()
