"""The log's own entries: numbered without holes, each the leaf of its bytes, none other than it ever was."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from asnkit.events import Event
from asnkit.shelf import Shelf
from tlog.tree import leaf_hash, node_hash

from .findings import Report
from .memory import Memory
from .sources import BATCH, Sources

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

    def __init__(self):
        self._subtrees: list[bytes | None] = []

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


class Entries:
    """One walk over the log; `streams` has afterwards, for each stream, {"s": service, "log": [version, link]}."""

    def __init__(self, sources: Sources, memory: Memory, report: Report, signed: dict[int, set[bytes]]):
        self._sources, self._memory, self._report, self._signed = sources, memory, report, signed
        self.streams = Shelf()
        self.size = 0
        self._others = _Others(self._find)

    def events(self) -> Iterator[Event]:
        """Every event, as the bytes have it, in the log's order; what is wrong is reported on the way."""
        known, roots, new = self._memory.leaves(), Roots(), []
        whole = True
        for entry in self._sources.entries.find().sort("_id").batch_size(BATCH):
            number = entry["_id"]
            if number != self.size:
                whole = False
                for missing in range(self.size, number):
                    next(known, None)
                    self._find(missing, f"Entri {missing} hilang dari log.")
            self.size = number + 1
            event, hashed = self._checked(entry)
            remembered = next(known, None)
            if remembered is None:
                new.append(hashed)
            else:
                self._others.see(number, entry["id"], remembered != hashed)
            roots.add(hashed)
            if whole and self.size in self._signed:
                self._compare(roots.root())
            if event:
                self._place(number, event, bytes(entry["bytes"]))
                yield event
        self._others.end()
        lost = sum(1 for _ in known)
        for number in range(self.size, self.size + lost):
            self._find(number, f"Entri {number} hilang dari log; auditor pernah melihatnya.")
        if whole and not lost:
            self._memory.remember(new)
        self._report.size = self.size
        self._report.look("log", self.size)
        for size in sorted(self._signed):
            if size > self.size:
                sentence = f"Titik periksa ditandatangani untuk {size} entri, log hanya mempunyai {self.size}."
                self._report.find("checkpoints", sentence, service="audit", subject=str(size))

    def _checked(self, entry: dict) -> tuple[Event | None, bytes]:
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
        return event, leaf_hash(leaf)

    def _place(self, number: int, event: Event, raw: bytes) -> None:
        row = self.streams.get(event.subject) or {"s": event.service, "log": [0, ""]}
        chain = Chain(*row["log"])
        if event.streamversion != chain.version + 1:
            sentence = f"Entri {number} ({event.id}): versi {chain.version + 1} seharusnya lebih dahulu."
            self._find(number, sentence)
        if event.id != f"{event.subject}@{event.streamversion}":
            self._find(number, f"Entri {number}: nomor peristiwa {event.id} bukan nomor alirannya.")
        row["log"] = [chain.version + 1, chain.extended(raw).link]
        self.streams[event.subject] = row

    def _compare(self, root: bytes) -> None:
        for signed in self._signed[self.size]:
            self._report.look("checkpoints")
            if signed != root:
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
