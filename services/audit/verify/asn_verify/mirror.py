"""The events of a mirror that was fetched with --archive, each held against the entry that commits to it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from tlog.checkpoints import Checkpoint, parse
from tlog.notes import split
from tlog.tiles import beside, bundles
from tlog.tree import WIDTH

from .growth import Contradicts
from .sources import CHECKPOINT, Missing, Source, Tiles

BESIDE = ("archive", "signatures")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry: its number, the event's bytes, and who signed it: the transaction's note, and the path in it."""

    number: int
    raw: bytes
    note: str
    path: str

    @property
    def leaf(self) -> bytes:
        """What the log has of it."""
        return hashlib.sha256(self.raw).digest()


def shown(source: Source) -> tuple[str, Checkpoint]:
    """The mirror's checkpoint: the note and what it says."""
    note = source.read(CHECKPOINT).decode()
    return note, parse(split(note)[0])


def recorded(source: Source, size: int) -> Iterator[Recorded]:
    """Every entry in order, one bundle in memory. Raises Contradicts where the bytes are not those of the entry."""
    tiles = Tiles(source)
    for index, width in bundles(size):
        columns = tiles.entries(index, width), *(lines(source, kind, index, width) for kind in BESIDE)
        if len({len(column) for column in columns}) > 1:
            raise Contradicts(f"bundle {index} has {' and '.join(str(len(one)) for one in columns)} entries")
        for place, (leaf, raw, signed) in enumerate(zip(*columns, strict=True)):
            one = Recorded(index * WIDTH + place, raw, *signature(signed))
            if one.leaf != leaf:
                raise Contradicts(f"entry {one.number}: the archive has another event than the log commits to")
            yield one


def signature(line: bytes) -> tuple[str, str]:
    """(note, path) of a line of the file of signatures. Raises Contradicts."""
    try:
        note, path = json.loads(line)
    except (ValueError, TypeError):
        raise Contradicts("a line of the signatures that is none") from None
    return note, path


def lines(source: Source, kind: str, index: int, width: int) -> list[bytes]:
    """What lies beside one bundle; a partial one may have become a full one meanwhile."""
    try:
        content = source.read(beside(kind, index, width))
    except Missing:
        try:
            content = source.read(beside(kind, index))
        except Missing:
            raise Missing(f"{beside(kind, index, width)} is not there: fetch the mirror with --archive") from None
    return content.splitlines()[:width]
