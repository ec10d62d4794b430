"""Integrating: what is sequenced becomes tiles, entry bundles and archive, in the log's folder.

The document `tree` says how many entries are integrated. It is moved when the files are durable; a process that
dies before that writes the same files again, which changes nothing.
"""

from collections.abc import Iterator, Sequence

import orjson
from pymongo.database import Database
from tlog import tiles
from tlog.tree import WIDTH, grow, leaf_hash

from .volume import ARCHIVE, BESIDE, SIGNATURES, Contradiction, Volume

CHUNK = 16 * WIDTH
CHUNK_BYTES = 32_000_000
WRITTEN = {"leaf": 1, "bytes": 1, "note": 1, "path": 1}


class Integration:
    def __init__(self, db: Database, volume: Volume):
        self._db = db
        self._volume = volume
        self._cleaned = False

    def turn(self) -> int:
        """Integrate what is there, at most a chunk; the number of entries. Raises Contradiction, OSError."""
        size = integrated(self._db)
        if not self._cleaned:
            self._volume.clean(size)
            self._cleaned = True
        entries = list(self._next(size))
        if entries:
            try:
                written = advance(self._volume, size, entries)
            except FileNotFoundError as error:
                raise Contradiction(f"{error.filename} is missing; `python -m audit relog` makes it anew") from error
            self._db.tree.update_one({"_id": "integrated"}, {"$max": {"size": size + len(entries)}}, upsert=True)
            drop_outgrown(self._volume, written)
        return len(entries)

    def _next(self, size: int) -> Iterator[dict]:
        """The entries from `size` on, up to the end of a bundle where there are that many."""
        return read_entries(self._db, size, size + CHUNK - size % WIDTH)


def integrated(db: Database) -> int:
    """How many entries are in the tiles."""
    found = db.tree.find_one({"_id": "integrated"})
    return found["size"] if found else 0


def read_entries(db: Database, begin: int, end: int) -> Iterator[dict]:
    """Entries begin..end-1 as far as they are there; at most CHUNK_BYTES of them, and at least one.

    Raises Contradiction when one is missing that must be there: numbers are given without holes.
    """
    found = db.entries.find({"_id": {"$gte": begin, "$lt": end}}, WRITTEN).sort("_id")
    expected, left = begin, CHUNK_BYTES
    for entry in found:
        if entry["_id"] != expected:
            raise Contradiction(f"entry {expected} is missing, and there is an entry {entry['_id']}")
        yield entry
        expected, left = expected + 1, left - len(entry["bytes"])
        if left < 0:
            return


def advance(volume: Volume, size: int, entries: Sequence[dict]) -> list[str]:
    """Write everything that a tree of `size` entries lacks when these are appended; the paths. Durable on return."""
    leaves = [entry["leaf"] for entry in entries]
    hashes = [leaf_hash(leaf) for leaf in leaves]
    lines = {
        ARCHIVE: [bytes(entry["bytes"]) + b"\n" for entry in entries],
        SIGNATURES: [orjson.dumps([entry["note"], entry["path"]]) + b"\n" for entry in entries],
    }
    files = [
        (tiles.path(level, index, len(data) // 32), data) for level, index, data in grow(size, hashes, volume.read_tile)
    ]
    for index, begin, end in _parts(size, len(entries)):
        begun, width = (size % WIDTH if begin == 0 else 0), (size + end) - index * WIDTH
        bundle = volume.read(tiles.entries_path(index, begun)) if begun else b""
        files.append((tiles.entries_path(index, width), bundle + tiles.encode_bundle(leaves[begin:end])))
        for kind in BESIDE:
            known = volume.read(tiles.beside(kind, index, begun)) if begun else b""
            files.append((tiles.beside(kind, index, width), known + b"".join(lines[kind][begin:end])))
    volume.put(files)
    return [path for path, _ in files]


def drop_outgrown(volume: Volume, written: Sequence[str]) -> None:
    """Partial tiles may go when the full one is there; of what lies beside them only the newest partial is kept."""
    for path in written:
        whole, partial, width = path.partition(".p/")
        if not partial:
            volume.drop_partials(whole)
        elif path.startswith(BESIDE):
            volume.drop_partials(whole, int(width))


def _parts(size: int, count: int) -> Iterator[tuple[int, int, int]]:
    """(bundle, first, behind the last) for `count` new entries, counted from the first new one."""
    begin = 0
    while begin < count:
        index = (size + begin) // WIDTH
        end = min(count, (index + 1) * WIDTH - size)
        yield index, begin, end
        begin = end
