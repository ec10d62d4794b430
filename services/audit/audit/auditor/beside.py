"""What lies beside the events and decides something: claims, cursors, and what was set aside.

No event carries a claim, so the auditor remembers each as it first saw it, and at which version of its stream. One that
changes or vanishes while its stream stands still was changed by hand. It also knows who must have one.
"""

from collections.abc import Callable, Iterator
from contextlib import closing

from asnkit.events import aggregate_of
from asnkit.shelf import Shelf, merged
from bson import decode

from .findings import Report
from .folds import STATES, Folds, Part
from .kept import Kept
from .live import Live, digest
from .memory import Memory
from .sources import Sources

LISTED = 1000
PAGE = 5_000

Wrong = dict[str, tuple[str, str]]
"""Key → (service, sentence)."""


class Beside:
    """`streams` is what the walk over the log left."""

    def __init__(self, sources: Sources, folds: Folds, streams: Shelf, report: Report, kept: Kept, memory: Memory):
        self._sources, self._folds, self._streams = sources, folds, streams
        self._report, self._kept, self._memory = report, kept, memory

    def look(self, settled: Callable[[Callable[[], Wrong]], Wrong]) -> None:
        """`settled` asks again until nothing is wrong, or the system had its time."""
        for service in self._sources.services:
            for check in (self._claims, self._cursors):
                for key, (of, sentence) in sorted(settled(lambda check=check, service=service: check(service)).items()):
                    self._report.find("beside", sentence, service=of, subject=key)
            self._set_aside(service)

    def _claims(self, service: str) -> Wrong:
        """Every claim belongs to a stream, stays while that stands still, and every live owner has its own."""
        wrong: Wrong = {}
        part = Part(service, "state", STATES)
        owners = None if self._kept.whole else self._folds.touched[part]
        with self._memory.remembered(f"claims {service}") as known, closing(Shelf()) as owned:
            for key, before, raw in merged(_pages(known), Live(self._sources.db(service).claims).items()):
                now = decode(raw)["stream"] if raw else None
                self._report.look("beside")
                if before and now != before["stream"] and self._version(service, before["stream"]) == before["version"]:
                    what = "hilang" if now is None else f"menjadi milik {now}"
                    wrong[key] = service, f"{service}, klaim {key}: {what}, dan {before['stream']} tidak berubah."
                elif now and not self._there(part, now):
                    wrong[key] = service, f"{service}, klaim {key}: pemiliknya {now} tidak ada dalam log."
                else:
                    _keep(known, key, before, now and {"stream": now, "version": self._version(service, now)})
                if now and (owners is None or now in owners):
                    owned[now] = {"keys": [*owned.get(now, {"keys": []})["keys"], key]}
            shelf = self._folds.shelf(part)
            for stream, folded in shelf.items() if owners is None else ((one, shelf.get(one)) for one in owners):
                for kind in _needed(stream, (folded or {}).get("content")):
                    keys = owned.get(stream, {"keys": []})["keys"]
                    number = sum(key == kind or key.startswith(f"{kind}/") for key in keys)
                    if number != 1:
                        sentence = f"{service}, klaim {kind} dari {stream}: ada {number}, seharusnya satu."
                        wrong[f"{stream} {kind}"] = service, sentence
        return wrong

    def _cursors(self, service: str) -> Wrong:
        """How far a consumer is: never beyond the log, and at each stream's last event with that event's hash."""
        wrong: Wrong = {}
        seen = self._kept.seen(f"cursors {service}")
        right, gone = [], []
        for key, before, raw in merged(seen.items(), Live(self._sources.db(service).inbox).items()):
            if raw is None:
                gone.append(key)
                continue
            if before == digest(raw):
                continue
            self._report.look("beside")
            now = decode(raw)
            row = self._streams.get(key.partition("/")[2]) or {"log": [0, ""], "last": ""}
            logged = row["log"][0]
            if now["version"] > logged or (now["version"] == logged and now["hash"] != row["last"]):
                wrong[key] = service, f"{service}, kursor {key}: versi {now['version']}, bukan peristiwa itu di log."
            else:
                right.append((key, digest(raw)))
        for key in gone[:LISTED]:
            consumer = key.partition("/")[0]
            if self._sources.db(service).inbox.find_one({"consumer": consumer}, {"_id": 1}):
                wrong[key] = service, f"{service}, kursor {key}: hilang."
        seen.drop([key for key in gone if key not in wrong])
        seen.put(right)
        return wrong

    def _set_aside(self, service: str) -> None:
        """What no owner vouches for, by its place on Kafka; each consumer that met it has kept it."""
        told: dict[str, str] = {}
        for one in self._sources.db(service).set_aside.find({}, {"bytes": 0}).limit(LISTED):
            self._report.look("set_aside")
            place = f"{one['topic']}/{one['partition']}@{one['offset']}"
            told.setdefault(place, f"Kafka {place} ({one['key']}): disisihkan oleh {service}, {one['reason']}.")
        for place, sentence in sorted(told.items()):
            self._report.find("set_aside", sentence, service=service, subject=place)

    def _there(self, part: Part, stream: str) -> bool:
        """Whether a stream is in the log, or on its way there."""
        return any(self._folds.contents(part, stream))

    def _version(self, service: str, stream: str) -> int:
        row = self._streams.get(f"{service}/{stream}")
        return row["log"][0] if row else 0


def _needed(stream: str, state: dict | None) -> Iterator[str]:
    """The claims that this stream must have: each whole, or its beginning."""
    if state is None:
        return
    aggregate = aggregate_of(stream)
    if aggregate == "account" and "erased_at" not in state:
        yield from ("nik", "email")
    if aggregate == "application" and state["status"] != "withdrawn":
        yield f"application/{state['person']}/{state['period']}"
        if "participant_no" in state:
            yield f"participant/{state['participant_no']}"
    if aggregate == "candidate":
        yield f"candidate/{state['application']}"


def _pages(shelf: Shelf) -> Iterator[tuple[str, dict]]:
    """As `items`; the shelf may be written to meanwhile."""
    after = ""
    while page := list(shelf.items(after, PAGE)):
        yield from page
        after = page[-1][0]


def _keep(known: Shelf, key: str, before: dict | None, now: dict | None) -> None:
    if now and now != before:
        known[key] = now
    elif before and not now:
        del known[key]
