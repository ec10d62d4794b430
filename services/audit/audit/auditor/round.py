"""One round of the standing auditor: everything is compared with everything else that should say the same.

Each minute a round goes on from the last good one: what came to the log since, and a scan of everything that is live,
by the hash of its bytes. A whole round begins with the first entry and reads Kafka and every commit as well: by night,
when somebody asks, when the rules are others, and as long as the last one found something.
"""

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from asnkit.catalogue import Catalogue
from asnkit.events import Event, format_time
from requests import RequestException

from .beside import Beside, Wrong
from .comparison import SETTLE_SECONDS, Comparison
from .contents import Contents
from .copies import PROMISED_SECONDS, Copies
from .entries import Entries
from .findings import Report
from .folds import STATES, Folds, Part
from .kept import Kept
from .memory import Memory
from .published import Published
from .signing import Signing
from .sources import BATCH, Sources

DOUBTED_AT_ONCE = 50_000
"""Keys that events touched, before they are noted in the file."""


@dataclass(frozen=True)
class Patience:
    """Seconds that a moving system gets: for views to catch up, for a promise to be kept."""

    settle: float = SETTLE_SECONDS
    promise: float = PROMISED_SECONDS


def audit(sources: Sources, memory: Memory, patience: Patience = Patience(), whole: bool = True) -> dict:
    """The result as the API takes it: {"started_at", "seconds", "size", "checks", "findings", "found"}.

    Raises what the servers raise when they are away: a round that could not look says nothing.
    """
    began, started = time.monotonic(), datetime.now(UTC)
    report, kept = Report(), memory.folds(rules(sources.catalogue), whole or memory.troubled)
    try:
        _Round(sources, memory, patience, report, kept).look()
        memory.troubled = report.troubled
        if not memory.troubled:
            kept.keep()
    finally:
        kept.close()
    seconds = int(time.monotonic() - began)
    return {"started_at": format_time(started), "seconds": seconds, **report.content()}


def rules(catalogue: Catalogue) -> str:
    """Names the rules by which states and rows are folded: others mean that everything is folded anew."""
    shapes = sorted(
        [f"{service} {name} {one.shape}" for (service, name), one in catalogue.aggregates.items()]
        + [f"{service} {name} view {one.shape} {one.types}" for (service, name), one in catalogue.views.items()]
    )
    return hashlib.sha256("\n".join(shapes).encode()).hexdigest()


class _Round:
    def __init__(self, sources: Sources, memory: Memory, patience: Patience, report: Report, kept: Kept):
        self._sources, self._memory, self._patience, self._report, self._kept = sources, memory, patience, report, kept
        signers = sources.signers
        self._published = Published(sources, memory, report)
        self._entries = Entries(sources, memory, report, kept)
        self._copies = Copies(sources, self._entries.streams, report, signers)
        self._signing = Signing(sources, signers, report)
        self._contents = Contents(sources, report, kept)
        self._folds = Folds(sources.catalogue, sources.services, kept.shelf, newest=sources.newest)
        self._moved = defaultdict(set, {service: set(streams) for service, streams in kept.about("moved", {}).items()})
        self._all_copies = kept.whole

    def look(self) -> None:
        self._collect_checkpoints()
        self._folds.watched = not self._kept.whole
        self._read_on()
        self._published.tiles(self._kept.whole)
        if self._kept.whole:
            self._copies.compare()
            self._folds.watched, self._all_copies = True, False
            self._read_on()
            for event in self._copies.on_their_way():
                self._folds.feed_ahead(event)
        for part in self._folds.parts:
            self._compare(part)
        for stream, reason in sorted(self._folds.broken.items()):
            sentence = f"{stream}: peristiwanya tidak dapat dilipat ({reason})."
            self._report.find("states", sentence, service=None, subject=stream)
        streams = self._entries.streams
        beside = Beside(self._sources, self._folds, streams, self._moved, self._report, self._kept, self._memory)
        beside.look(self._settled)
        self._contents.look()
        self._signing.judge(last=True)
        self._copies.promises(self._memory, self._kept, self._patience.promise)
        self._entries.close(self._kept)
        self._folds.close()
        self._kept.note("moved", {service: sorted(streams) for service, streams in self._moved.items()})

    def _read_on(self) -> None:
        """What has come to the log, looked at and folded."""
        walk = self._entries.walk()
        while some := list(islice(walk, BATCH)):
            for one in some:
                self._signing.look(one)
                self._contents.read(one.event)
                self._folds.feed(one.event)
            self._signing.judge(last=False)
            if not self._all_copies:
                self._copies.compare_new(some)
            self._doubt(DOUBTED_AT_ONCE)
        self._doubt(1)

    def _doubt(self, at_least: int) -> None:
        """What events touched is compared by this round's scan or, where that is over, by the next one's."""
        touched = self._folds.touched
        if sum(map(len, touched.values())) < at_least:
            return
        for part, keys in touched.items():
            self._kept.seen(part.label).doubt(keys)
            if part.kind == STATES:
                self._moved[part.service] |= keys
        touched.clear()

    def _read_on_and_ahead(self, part: Part, suspects: list[str]) -> None:
        self._read_on()
        for event in self._ahead(part, suspects):
            self._folds.feed_ahead(event)

    def _ahead(self, part: Part, suspects: list[str]) -> Iterator[Event]:
        """What is committed and on its way to the log, where `suspects` are streams; of views it is known by then."""
        if part.kind == STATES:
            yield from self._copies.ahead(part.service, suspects)

    def _settled(self, look: Callable[[], Wrong]) -> Wrong:
        """What is wrong when more of the log was read, for as long as the system gets."""
        deadline = time.monotonic() + self._patience.settle
        while (wrong := look()) and time.monotonic() < deadline:
            time.sleep(min(0.5, self._patience.settle))
            self._read_on()
        return wrong

    def _compare(self, part: Part) -> None:
        comparison = Comparison(self._sources, self._folds, part, self._read_on_and_ahead)
        seen = self._kept.seen(part.label)
        settle = self._patience.settle
        found = comparison.whole(settle, seen) if self._kept.whole else comparison.since_last(settle, seen)
        check = "states" if part.kind == STATES else "views"
        self._report.look(check, found.compared)
        for one in found.differences:
            view = one.part if one.kind == "view" else None
            self._report.find(check, one.sentence, service=one.service, subject=one.key, view=view, field=one.field)

    def _collect_checkpoints(self) -> None:
        """Nobody may silence the other checks by taking the log's files away."""
        deadline = time.monotonic() + self._patience.settle
        while True:
            try:
                return self._published.collect(self._kept.whole, self._entries.begin)
            except RequestException as error:
                if time.monotonic() > deadline:
                    sentence = f"Log tidak dapat dibaca sebagai pengunjung: {type(error).__name__}."
                    return self._report.find("checkpoints", sentence, service="audit")
                time.sleep(min(1, self._patience.settle))
