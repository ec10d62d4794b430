"""A log checked entry by entry: every entry against its tile, every tile against the one above, up to the root.

It begins at a checkpoint that is known (or at nothing) and holds one tile a level, so that a log of any
size takes the same memory.
"""

from collections.abc import Iterator

from tlog.checkpoints import Checkpoint
from tlog.tiles import BundleRefused, bundles, path
from tlog.tree import HASH_BYTES, HEIGHT, WIDTH, ProofRefused, Tree, leaf_hash, root

from .sources import Tiles

EMPTY = Checkpoint("", 0, root([]))


class Contradicts(Exception):
    """What was found wrong, and where."""


def check_continues(tiles: Tiles, known: Checkpoint, shown: Checkpoint) -> None:
    """The tree that is shown begins with the tree that is known. Raises Contradicts."""
    if known.size > shown.size:
        raise Contradicts(f"the log has gone back: it had {known.size} entries, it shows {shown.size}")
    try:
        continues = Tree(tiles.hashes, shown.size).root_at(known.size) == known.root
    except ProofRefused as refused:
        raise Contradicts(str(refused)) from None
    if not continues:
        raise Contradicts(f"two histories: the first {known.size} entries are not those that were signed before")


def check_growth(tiles: Tiles, known: Checkpoint, shown: Checkpoint) -> Iterator[list[bytes]]:
    """Check all that came after `known`; yields the new entries, bundle by bundle. Raises Contradicts.

    `known` must have been found to continue (check_continues): then its last tiles are certain as well.
    """
    rows = _frontier(tiles, known.size, shown.size)
    for index, width in bundles(shown.size, known.size):
        try:
            entries = tiles.entries(index, width)
        except BundleRefused as refused:
            raise Contradicts(f"entry bundle {index}: {refused}") from None
        if len(entries) != width:
            raise Contradicts(f"entry bundle {index} has {len(entries)} entries instead of {width}")
        new = entries[max(0, known.size - index * WIDTH) :]
        rows[0] += b"".join(leaf_hash(entry) for entry in new)
        if width == WIDTH:
            _compare(tiles, rows, 0, index)
        yield new
    for level, row in enumerate(rows):
        if row:
            _same(tiles, level, (shown.size >> (HEIGHT * level)) // WIDTH, bytes(row))
    if Tree(tiles.hashes, shown.size).root_at(shown.size) != shown.root:
        raise Contradicts(f"the entries do not lead to the root that was signed for {shown.size} of them")


def _frontier(tiles: Tiles, known: int, shown: int) -> list[bytearray]:
    """By level, the hashes that the last tiles of the known tree have."""
    rows = []
    while shown >> (HEIGHT * len(rows)):
        level = len(rows)
        index, width = divmod(known >> (HEIGHT * level), WIDTH)
        have = min(WIDTH, (shown >> (HEIGHT * level)) - index * WIDTH)
        rows.append(bytearray(tiles.hashes(level, index, have)[: width * HASH_BYTES] if width else b""))
    return rows


def _compare(tiles: Tiles, rows: list[bytearray], level: int, index: int) -> None:
    """A full tile has been computed: it is the one that is there, and its root is the next hash above."""
    row = bytes(rows[level])
    _same(tiles, level, index, row)
    rows[level].clear()
    rows[level + 1] += root([row[at : at + HASH_BYTES] for at in range(0, len(row), HASH_BYTES)])
    if len(rows[level + 1]) == WIDTH * HASH_BYTES:
        _compare(tiles, rows, level + 1, index // WIDTH)


def _same(tiles: Tiles, level: int, index: int, computed: bytes) -> None:
    width = len(computed) // HASH_BYTES
    found = tiles.hashes(level, index, width)
    if found == computed:
        return
    starts = range(0, len(computed), HASH_BYTES)
    differing = (at // HASH_BYTES for at in starts if found[at : at + HASH_BYTES] != computed[at : at + HASH_BYTES])
    place = next(differing, width)  # behind the last one when the tile only holds too much
    what = f"entry {index * WIDTH + place}" if level == 0 else f"hash {place}"
    raise Contradicts(f"{what} is not what {path(level, index, width)} says")
