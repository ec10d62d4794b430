"""The events of a mirror that was fetched with --archive, each held against the entry that commits to it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from tlog.checkpoints import Checkpoint, parse
from tlog.notes import split
from tlog.tiles import bundles, entries_path
from tlog.tree import WIDTH

from .growth import Contradicts
from .sources import CHECKPOINT, Missing, Source, Tiles


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry: its number, its leaf, and the event's bytes."""

    number: int
    leaf: bytes
    raw: bytes


def shown(source: Source) -> tuple[str, Checkpoint]:
    """The mirror's checkpoint: the note and what it says."""
    note = source.read(CHECKPOINT).decode()
    return note, parse(split(note)[0])


def recorded(source: Source, size: int) -> Iterator[Recorded]:
    """Every entry in order, one bundle in memory. Raises Contradicts where the bytes are not those of the entry."""
    tiles = Tiles(source)
    for index, width in bundles(size):
        leaves = tiles.entries(index, width)
        lines = archive(source, index, width)
        if len(lines) != len(leaves):
            raise Contradicts(f"archive {index} has {len(lines)} events for {len(leaves)} entries")
        for place, (leaf, raw) in enumerate(zip(leaves, lines, strict=True)):
            number = index * WIDTH + place
            if hashlib.sha256(raw).hexdigest() != json.loads(leaf)["sha256"]:
                raise Contradicts(f"entry {number}: the archive has another event than the log commits to")
            yield Recorded(number, leaf, raw)


def archive(source: Source, index: int, width: int) -> list[bytes]:
    """The events of one bundle; a partial one may have become a full one meanwhile."""
    paths = [entries_path(index, one).replace("tile/entries", "archive", 1) for one in (width, WIDTH)]
    try:
        content = source.read(paths[0])
    except Missing:
        try:
            content = source.read(paths[1])
        except Missing:
            raise Missing(f"{paths[0]} is not there: fetch the mirror with --archive") from None
    return content.splitlines()[:width]
