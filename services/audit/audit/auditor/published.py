"""What the log shows to visitors: its checkpoint, its tiles, and what subscribers got of it on Kafka."""

from collections.abc import Iterator
from random import SystemRandom

from requests import RequestException
from tlog import tiles
from tlog.checkpoints import Checkpoint, open_checkpoint, parse
from tlog.notes import NoteRefused, split
from tlog.tree import HASH_BYTES, WIDTH, ProofRefused, Tree, width_at

from .findings import Report
from .memory import Memory
from .sources import CHECKPOINTS, Sources

TILES_A_ROUND = 16
RECALLED = 200
SHOWN = "disajikan"


class Published:
    def __init__(self, sources: Sources, memory: Memory, report: Report):
        self._sources, self._memory, self._report = sources, memory, report
        self._shown: Checkpoint | None = None
        self._late: list[Checkpoint] = []
        self._key = ""

    def collect(self, whole: bool, begin: int) -> None:
        """Remember every root that was signed: now shown, on Kafka, in the database; the last ones, or all.

        Those above `begin` are compared by the walk over the entries, new ones up to there with the tiles.
        """
        shown = self._sources.served("vkey")
        if shown is None:
            return
        self._key = self._memory.key(shown.decode().strip())
        if shown.decode().strip() != self._key:
            self._find("Kunci log yang disajikan bukan kunci yang pernah dilihat auditor.", "vkey")
        newest = self._memory.newest_signed()
        for place, note in self._notes(whole, newest):
            checkpoint = self._keep(place, note, begin)
            if checkpoint and place == SHOWN:
                self._shown = checkpoint
                if checkpoint.size < newest:
                    sentence = f"Titik periksa lama ({checkpoint.size}) disajikan; auditor pernah melihat {newest}."
                    self._find(sentence, str(checkpoint.size))
        for size, roots in self._memory.signed_twice():
            self._find(f"Dua riwayat: ada {roots} titik periksa berbeda untuk {size} entri.", str(size))

    def tiles(self, whole: bool) -> None:
        """The tiles that are served lead to the roots that are new, and are the leaves that the auditor remembers."""
        if self._shown is None or not self._shown.size:
            return
        size = self._shown.size
        tree = Tree(self._read, size)
        try:
            root = tree.root_at(size)
            others = [one for one in self._late if tree.root_at(one.size) != one.root]
        except (ProofRefused, RequestException) as error:
            self._report.find("tiles", f"Ubin log tidak dapat dibaca: {error}", service="audit", subject=str(size))
            return
        if root != self._shown.root:
            sentence = f"Ubin log tidak menghasilkan akar titik periksa {size}."
            self._report.find("tiles", sentence, service="audit", subject=str(size))
        for one in others:
            sentence = f"Ubin log tidak menghasilkan akar titik periksa {one.size}."
            self._report.find("tiles", sentence, service="audit", subject=str(one.size))
        self._compare_leaves(size, whole)

    def _compare_leaves(self, size: int, whole: bool) -> None:
        """All tiles of leaves, or the newest and as many of the older ones, which nobody can foretell."""
        known = min(size, self._memory.size)
        last = -(-known // WIDTH)
        newest = range(0 if whole else max(0, last - TILES_A_ROUND), last)
        older = SystemRandom().sample(range(newest.start), min(newest.start, TILES_A_ROUND))
        for index in (*newest, *older):
            leaves, width = self._memory.leaves(index * WIDTH), width_at(size, 0, index)
            try:
                served = self._read(0, index, width)
            except (ProofRefused, RequestException) as error:
                self._report.find(
                    "tiles", f"Ubin log tidak dapat dibaca: {error}.", service="audit", subject=str(index)
                )
                return
            for place in range(min(width, known - index * WIDTH)):
                self._report.look("tiles")
                if served[place * HASH_BYTES : (place + 1) * HASH_BYTES] != next(leaves):
                    number = index * WIDTH + place
                    sentence = f"Ubin log untuk entri {number} berbeda dari yang dilihat auditor."
                    self._report.find("tiles", sentence, service="audit", subject=str(number))

    def _notes(self, whole: bool, newest: int) -> Iterator[tuple[str, str]]:
        for record in self._sources.messages([CHECKPOINTS], None if whole else RECALLED):
            yield "Kafka", record.raw.decode("utf-8", "replace")
        wanted = {} if whole else {"_id": {"$gte": newest}}
        for row in self._sources.db("audit").checkpoints.find(wanted, {"note": 1}).sort("_id"):
            yield "basis data", row["note"]
        shown = self._sources.served("checkpoint")
        if shown:
            yield SHOWN, shown.decode()

    def _keep(self, place: str, note: str, begin: int) -> Checkpoint | None:
        self._report.look("checkpoints")
        try:
            checkpoint = parse(split(note)[0])
            if place != SHOWN and checkpoint.root in self._memory.signed_for(checkpoint.size):
                return checkpoint  # its signature was checked when it was first seen
            checkpoint = open_checkpoint(note, self._key)
        except NoteRefused as error:
            self._find(f"Titik periksa ({place}) tidak sah: {error}.", _size(note))
            return None
        if checkpoint.root not in self._memory.signed_for(checkpoint.size):
            self._memory.keep(checkpoint, note)
            if checkpoint.size <= begin:
                self._late.append(checkpoint)
        return checkpoint

    def _read(self, level: int, index: int, width: int) -> bytes:
        """A tile; where a partial one is gone, the full one has its content."""
        path = tiles.path(level, index, width)
        data = self._sources.served(path)
        if data is None and width < WIDTH:
            data = self._sources.served(tiles.path(level, index))
        if data is None:
            raise ProofRefused(f"ubin {path} tidak ada")
        return data[: width * HASH_BYTES]

    def _find(self, sentence: str, subject: str) -> None:
        self._report.find("checkpoints", sentence, service="audit", subject=subject)


def _size(note: str) -> str:
    try:
        return str(parse(split(note)[0]).size)
    except NoteRefused:
        return "?"
