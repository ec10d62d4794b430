"""States and views built again from the log's events, beside the live ones, and compared with them.

What is built lies on shelves of this process alone; the live ones are only read. In a running system the log
is a little behind, so what differs is looked at again after more of the log was read, and counts
when it still differs.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from asnkit.catalogue import Digest, Unfoldable, plain
from asnkit.changes import changes
from asnkit.events import Event, View, aggregate_of, format_time
from asnkit.shelf import Shelf, merged

from .sources import BATCH, Sources

SETTLE_SECONDS = 15
MOST_SUSPECTS = 5_000
FIELDS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """One live state or row that is not what the events make; `field` is None for the whole."""

    service: str
    part: str
    kind: str
    key: str
    field: str | None
    sentence: str


@dataclass
class Part:
    """One view, or the states of one kind of stream, after the comparison."""

    service: str
    part: str
    kind: str
    rebuilt: int = 0
    compared: int = 0
    same: int = 0
    differences: list[Difference] = field(default_factory=list)
    rebuilt_sha256: str = ""
    live_sha256: str = ""


class Rebuild:
    """What was last touched in [`since`, `until`] is compared; all of it is built."""

    def __init__(self, sources: Sources, services: Iterable[str], since=None, until=None):
        self._sources = sources
        self._catalogue = sources.catalogue
        self._services = set(services)
        self._since, self._until = (format_time(at) if isinstance(at, datetime) else at for at in (since, until))
        self._states: dict[str, Shelf] = {service: Shelf() for service in self._services}
        self._rows = {(service, name): Shelf() for service, name in self._catalogue.views if service in self._services}
        self._ahead: set[str] = set()
        self.broken: dict[str, str] = {}
        self.next = 0

    def feed(self, event: Event, ahead: bool = False) -> None:
        """Fold one event; those of a stream have to come in order.

        One that is committed and not yet in the log is `ahead`: what is live may have it or lack it.
        """
        if event.id in self._ahead:
            return
        if ahead:
            self._ahead.add(event.id)
        late = self._until is not None and event.time > self._until
        if event.service in self._services and event.subject not in self.broken:
            self._evolve(event, late, ahead)
        for (service, name), shelf in self._rows.items():
            self._fold(service, self._catalogue.views[service, name], shelf, event, late, ahead)

    def parts(self, settle: float = SETTLE_SECONDS, said: Callable[[str], None] = lambda step: None) -> list[Part]:
        """Compare with what is live now."""
        found = []
        for service in sorted(self._services):
            said(service)
            for shelf, live, part in self._pairs(service):
                found.append(self._compare(shelf, live, part, settle))
        return found

    def close(self) -> None:
        for shelf in (*self._states.values(), *self._rows.values()):
            shelf.close()

    def _evolve(self, event: Event, late: bool, ahead: bool) -> None:
        shelf = self._states[event.service]
        known = shelf.get(event.subject) or {"state": None}
        try:
            state = self._catalogue.evolve(known["state"], event)
        except Unfoldable as error:
            self.broken[event.subject] = str(error)
            return
        late = late or known.get("late", False)
        shelf[event.subject] = {
            "version": event.streamversion,
            "state": state,
            "at": event.time,
            "late": late,
            **_without(known, "state", ahead),
        }

    def _fold(self, service: str, view: View, shelf: Shelf, event: Event, late: bool, ahead: bool) -> None:
        try:
            for key in view.keys(event):
                known = shelf.get(key) or {"row": None}
                row = view.fold(known["row"], event)
                late = late or known.get("late", False)
                shelf[key] = {"row": row, "at": event.time, "late": late, **_without(known, "row", ahead)}
        except Exception as error:  # a fold that its own service would have parked
            self.broken[event.subject] = f"{event.id}, {service}.{view.name}: {type(error).__name__}"

    def _pairs(self, service: str):
        yield self._states[service], _States(self._sources, service, self._catalogue), Part(service, "state", "states")
        for (of, name), shelf in self._rows.items():
            if of == service:
                rows = _Rows(self._sources, service, self._catalogue.views[service, name])
                yield shelf, rows, Part(service, name, "view")

    def _compare(self, shelf: Shelf, live, part: Part, settle: float) -> Part:
        built, there, suspects = Digest(), Digest(), []
        for key, known, now in merged(shelf.items(), live.items()):
            part.rebuilt += known is not None and live.built(known) is not None
            if not self._counts(key, known):
                continue
            if live.same(known, now):
                content = live.content(known, now)
                if content is not None:
                    part.compared += 1
                    part.same += 1
                    built.add(key, content)
                    there.add(key, content)
            elif len(suspects) < MOST_SUSPECTS:
                suspects.append(key)
        for key in self._settled(shelf, live, suspects, settle):
            known, now = shelf.get(key), live.one(key)
            part.compared += 1
            built.add(key, live.built(known))
            there.add(key, live.shown(now))
            part.differences += live.differences(part, key, known, now)
        part.rebuilt_sha256, part.live_sha256 = built.hex(), there.hex()
        return part

    def _counts(self, key: str, known: dict | None) -> bool:
        """Whether this key lies in the period; what no event ever made lies in every one."""
        if key in self.broken:
            return False
        return known is None or (not known["late"] and (self._since is None or known["at"] >= self._since))

    def _settled(self, shelf: Shelf, live, suspects: list[str], settle: float) -> list[str]:
        """Those that still differ when more of the log was read, for at most `settle` seconds."""
        deadline = time.monotonic() + settle
        while suspects:
            self._read_on()
            suspects = [key for key in suspects if not live.same(shelf.get(key), live.one(key))]
            if time.monotonic() > deadline:
                break
            if suspects:
                time.sleep(min(0.5, settle))
        return [key for key in suspects if self._counts(key, shelf.get(key))]

    def _read_on(self) -> None:
        for entry in self._sources.entries.find({"_id": {"$gte": self.next}}, {"bytes": 1}).sort("_id"):
            self.next = entry["_id"] + 1
            self.feed(Event.parse(entry["bytes"]))


def _without(known: dict, content: str, ahead: bool) -> dict:
    """What it was before the first event that is not in the log yet."""
    if "without" in known:
        return {"without": known["without"]}
    return {"without": known[content]} if ahead else {}


class _States:
    """The live states of one service, as they are compared."""

    def __init__(self, sources: Sources, service: str, catalogue):
        self._states = sources.states(service)
        self._service, self._catalogue = service, catalogue

    def items(self) -> Iterator[tuple[str, dict]]:
        for document in self._states.find().sort("_id").batch_size(BATCH):
            yield document["_id"], document

    def one(self, key: str) -> dict | None:
        return self._states.find_one({"_id": key})

    def built(self, known: dict | None):
        return known and known["state"]

    def shown(self, now: dict | None):
        return now and now["data"]

    def same(self, known: dict | None, now: dict | None) -> bool:
        if known is None or now is None:
            return known is now or (now is None and "without" in known and known["without"] is None)
        return known["version"] == now["version"] and (
            self._old_shape(now) or plain(known["state"]) == plain(now["data"])
        )

    def content(self, known: dict | None, now: dict | None):
        """What both have; nothing for a state that its service will fold anew when it is next asked for."""
        return None if now is None or self._old_shape(now) else known["state"]

    def differences(self, part: Part, key: str, known: dict | None, now: dict | None) -> Iterator[Difference]:
        where = f"{part.service}, keadaan {key}"
        if now is None:
            yield _difference(part, key, None, f"{where}: hilang; peristiwanya ada.")
        elif known is None:
            yield _difference(part, key, None, f"{where}: ada tanpa peristiwa dalam log.")
        elif known["version"] != now["version"]:
            sentence = f"{where}: versi {now['version']}, menurut log {known['version']}."
            yield _difference(part, key, "version", sentence)
        else:
            yield from _fields(part, key, where, known["state"], now["data"])

    def _old_shape(self, now: dict) -> bool:
        aggregate = self._catalogue.aggregates.get((self._service, aggregate_of(now["_id"])))
        return aggregate is not None and now["shape"] != aggregate.shape


class _Rows:
    """The live rows of one view, as they are compared."""

    def __init__(self, sources: Sources, service: str, view: View):
        self._sources, self._service, self._view = sources, service, view

    def items(self) -> Iterator[tuple[str, dict]]:
        for row in self._sources.rows(self._service, self._view).find().sort("_id").batch_size(BATCH):
            yield row.pop("_id"), row

    def one(self, key: str) -> dict | None:
        row = self._sources.rows(self._service, self._view).find_one({"_id": key})
        if row:
            row.pop("_id")
        return row

    def built(self, known: dict | None):
        return known and known["row"]

    def shown(self, now: dict | None):
        return now

    def same(self, known: dict | None, now: dict | None) -> bool:
        if known and "without" in known and plain(known["without"]) == plain(now):
            return True
        return plain(self.built(known)) == plain(now)

    def content(self, known: dict | None, now: dict | None):
        return now

    def differences(self, part: Part, key: str, known: dict | None, now: dict | None) -> Iterator[Difference]:
        where = f"{part.service}, tampilan {part.part}, baris {key}"
        expected = self.built(known)
        if now is None:
            yield _difference(part, key, None, f"{where}: hilang; peristiwanya ada.")
        elif expected is None:
            yield _difference(part, key, None, f"{where}: ada tanpa peristiwa dalam log.")
        else:
            yield from _fields(part, key, where, expected, now)


def _fields(part: Part, key: str, where: str, expected: dict, now: dict) -> Iterator[Difference]:
    differing = list(changes(expected, now))
    for change in differing[:FIELDS_NAMED]:
        yield _difference(part, key, change.field, f"{where}: isian {change.field} berbeda dari peristiwanya.")


def _difference(part: Part, key: str, field: str | None, sentence: str) -> Difference:
    return Difference(part.service, part.part, part.kind, key, field, sentence)
