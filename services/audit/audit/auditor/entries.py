"""The log's own entries: numbered without holes, each the leaf of its bytes, none other than it ever was."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import SystemRandom

from asnkit.events import Event
from tlog.tree import leaf_hash, node_hash

from .findings import Report
from .kept import Kept
from .memory import Memory
from .sources import BATCH, Sources

DRAWN = 500
LISTED = 100
COLUMNS = (
    "id",
    "name",
    "source",
    "subject",
    "streamversion",
    "time",
    "validtime",
    "actor",
    "correlationid",
    "causationid",
)


@dataclass(frozen=True)
class Chain:
    """One stream as one source has it: `link` depends on every event's bytes and on their order."""

    version: int = 0
    link: str = ""

    def extended(self, raw: bytes) -> "Chain":
        return Chain(
            self.version + 1, hashlib.sha256(bytes.fromhex(self.link) + hashlib.sha256(raw).digest()).hexdigest()
        )


class Roots:
    """The root over the leaves so far, for every size that is passed (RFC 6962)."""

    def __init__(self, subtrees: Iterable[str | None] = ()):
        self._subtrees = [bytes.fromhex(one) if one else None for one in subtrees]

    @property
    def subtrees(self) -> list[str | None]:
        """What it takes to go on from here, as JSON."""
        return [one.hex() if one else None for one in self._subtrees]

    def add(self, leaf: bytes) -> None:
        for height, subtree in enumerate(self._subtrees):
            if subtree is None:
                self._subtrees[height] = leaf
                return
            leaf = node_hash(subtree, leaf)
            self._subtrees[height] = None
        self._subtrees.append(leaf)

    def root(self) -> bytes:
        found = None
        for subtree in self._subtrees:
            if subtree is not None:
                found = subtree if found is None else node_hash(subtree, found)
        return found or hashlib.sha256().digest()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that could be read: its number, its event, the bytes, and who signed them."""

    number: int
    event: Event
    raw: bytes
    note: str | None
    path: str | None


class Entries:
    """Walks over the log from where the last good round ended.

    `streams` has, by "<service>/<stream>", {"s": service, "log": [version, link], "last": SHA-256 of the last event}.
    """

    def __init__(self, sources: Sources, memory: Memory, report: Report, kept: Kept):
        self._sources, self._memory, self._report = sources, memory, report
        self.streams = kept.shelf("streams")
        self.begin = self.size = kept.about("size", 0)
        self._roots = Roots(kept.about("subtrees", ()))
        self._whole = True
        self._others = _Others(self._find)

    def walk(self) -> Iterator[Entry]:
        """Every entry since the last walk, in the log's order; what is wrong is reported on the way."""
        known, new = self._memory.leaves(self.size), []
        for entry in self._sources.entries.find({"_id": {"$gte": self.size}}).sort("_id").batch_size(BATCH):
            number = entry["_id"]
            if number != self.size:
                self._whole = False
                for missing in range(self.size, number):
                    next(known, None)
                    self._find(missing, f"Entri {missing} hilang dari log.")
            self.size = number + 1
            read, hashed = self._checked(entry)
            remembered = next(known, None)
            if remembered is None:
                new.append(hashed)
            else:
                self._others.see(number, entry["id"], remembered != hashed)
            self._roots.add(hashed)
            if self._whole:
                self._compare(self._roots.root)
            if read:
                self._place(read)
                yield read
            if len(new) >= BATCH:
                new = self._remember(new)
        self._others.end()
        self._remember(new)

    def close(self, kept: Kept) -> None:
        """Whether anything is missing at the end, or in what was read long ago; how far the log was read is noted."""
        lost = self._memory.size - self.size
        for number in range(self.size, self.size + max(0, min(lost, LISTED))):
            self._find(number, f"Entri {number} hilang dari log; auditor pernah melihatnya.")
        self._draw()
        self._report.size = self.size
        self._report.look("log", self.size - self.begin)
        for size in self._memory.signed_above(self.size):
            sentence = f"Titik periksa ditandatangani untuk {size} entri, log hanya mempunyai {self.size}."
            self._report.find("checkpoints", sentence, service="audit", subject=str(size))
        kept.note("size", self.size)
        kept.note("subtrees", self._roots.subtrees)

    def _draw(self) -> None:
        """Of what was read in earlier rounds: whether it is all there, and some of it, by lot."""
        if not self.begin:
            return
        there = self._sources.entries.count_documents({"_id": {"$lt": self.begin}}, hint="_id_")
        if there != self.begin:
            self._find(self.begin, f"Dari {self.begin} entri terdahulu, {self.begin - there} hilang.")
        drawn = SystemRandom().sample(range(self.begin), min(self.begin, DRAWN))
        for entry in self._sources.entries.find({"_id": {"$in": drawn}}):
            self._report.look("log")
            _, hashed = self._checked(entry)
            if next(self._memory.leaves(entry["_id"]), None) != hashed:
                self._others.see(entry["_id"], entry["id"], True)
                self._others.end()

    def _remember(self, leaves: list[bytes]) -> list[bytes]:
        if self._whole:
            self._memory.remember(leaves)
        return []

    def _checked(self, entry: dict) -> tuple[Entry | None, bytes]:
        """The event of an entry, and the leaf hash that its bytes have."""
        number, raw = entry["_id"], bytes(entry["bytes"])
        leaf = hashlib.sha256(raw).digest()
        if leaf != entry["leaf"]:
            self._find(number, f"Entri {number} ({entry['id']}): byte peristiwanya tidak cocok dengan sidik jarinya.")
        try:
            event = Event.parse(raw)
        except (ValueError, TypeError, AttributeError):
            self._find(number, f"Entri {number} ({entry['id']}): byte peristiwanya rusak.")
            return None, leaf_hash(leaf)
        for column in COLUMNS:
            if entry.get(column) != getattr(event, column):
                sentence = f"Entri {number} ({event.id}): kolom {column} berbeda dari isi peristiwa."
                self._report.find("log", sentence, service="audit", subject=str(number), field=column)
        return Entry(number, event, raw, entry.get("note"), entry.get("path")), leaf_hash(leaf)

    def _place(self, read: Entry) -> None:
        event, key = read.event, f"{read.event.service}/{read.event.subject}"
        row = self.streams.get(key) or {"s": event.service, "log": [0, ""]}
        chain = Chain(*row["log"])
        if event.streamversion != chain.version + 1:
            sentence = f"Entri {read.number} ({event.id}): versi {chain.version + 1} seharusnya lebih dahulu."
            self._find(read.number, sentence)
        if event.id != f"{event.subject}@{event.streamversion}":
            self._find(read.number, f"Entri {read.number}: nomor peristiwa {event.id} bukan nomor alirannya.")
        row["log"] = [chain.version + 1, chain.extended(read.raw).link]
        row["last"] = hashlib.sha256(read.raw).hexdigest()
        self.streams[key] = row

    def _compare(self, root: Callable[[], bytes]) -> None:
        for signed in self._memory.signed_for(self.size):
            self._report.look("checkpoints")
            if signed != root():
                sentence = (
                    f"Titik periksa {self.size} yang pernah ditandatangani tidak cocok dengan entri log sekarang."
                )
                self._report.find("checkpoints", sentence, service="audit", subject=str(self.size))

    def _find(self, number: int, sentence: str) -> None:
        self._report.find("log", sentence, service="audit", subject=str(number))


class _Others:
    """Entries that are not what they were; neighbours, as where one was cut out before them, are told together."""

    def __init__(self, find):
        self._find = find
        self._run: list[tuple[int, str]] = []

    def see(self, number: int, event: str, other: bool) -> None:
        if not other:
            self.end()
        else:
            self._run = [*self._run[:1], (number, event)]

    def end(self) -> None:
        if self._run:
            (first, event), (last, _) = self._run[0], self._run[-1]
            which = f"Entri {first} ({event})" if first == last else f"Entri {first} sampai {last}, mulai {event},"
            self._find(first, f"{which} bukan lagi seperti yang pernah dilihat auditor.")
        self._run = []
