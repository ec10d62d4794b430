"""The Merkle tree of RFC 6962 §2.1 over SHA-256, and its proofs.

`Tree` reads the tree from tiles (C2SP tlog-tiles), wherever they are: a folder, a web server, a dictionary. It
never holds more than a few of them, so the log's size costs no memory.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

HASH_BYTES = 32
WIDTH = 256
HEIGHT = 8
KEPT_TILES = 64

ReadTile = Callable[[int, int, int], bytes]
"""(level, index, width) → the tile's hashes, `width` times 32 bytes."""


class ProofRefused(Exception):
    """A proof, a root or a tile is not what the tree says."""


def leaf_hash(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    if not hashes:
        return hashlib.sha256().digest()
    tiles = tiles_of(hashes)
    return Tree(lambda *tile: tiles[tile], len(hashes)).root_at(len(hashes))


def tiles_of(hashes: Sequence[bytes]) -> dict[tuple[int, int, int], bytes]:
    """All tiles of a small tree by (level, index, width)."""
    return {(level, index, len(data) // HASH_BYTES): data for level, index, data in grow(0, hashes, _nothing)}


def grow(size: int, hashes: Sequence[bytes], read_tile: ReadTile) -> Iterator[tuple[int, int, bytes]]:
    """The tiles (level, index, content) that change when leaf hashes are appended to a tree of `size` leaves.

    Lower levels come first; the last tile of each level may be partial. `read_tile` gives the partial
    tiles of the tree so far.
    """
    level, new = 0, b"".join(hashes)
    while new:
        index, begun = divmod(size, WIDTH)
        if begun:
            new = read_tile(level, index, begun) + new
        roots = []
        for begin in range(0, len(new), WIDTH * HASH_BYTES):
            tile = new[begin : begin + WIDTH * HASH_BYTES]
            yield level, index, tile
            if len(tile) == WIDTH * HASH_BYTES:
                roots.append(_fold(tile)[-1])
            index += 1
        level, size, new = level + 1, size >> HEIGHT, b"".join(roots)


class Tree:
    """A tree of `size` leaves, read from the tiles that are served for that size.

    What is asked may concern this size or an earlier one. Hashes are taken from the tiles as they are: a root
    that was signed, or a proof that is verified, shows whether they are right.
    """

    def __init__(self, read_tile: ReadTile, size: int):
        self.size = size
        self._read = read_tile
        self._kept: OrderedDict[tuple[int, int], list[bytes]] = OrderedDict()

    def root_at(self, size: int) -> bytes:
        self._require(size)
        return self._range(0, size) if size else hashlib.sha256().digest()

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The audit path of RFC 6962 §2.1.1, the leaf's sibling first."""
        self._require(size)
        if not 0 <= index < size:
            raise ValueError(f"leaf {index} is not in a tree of {size}")
        return self._path(index, 0, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The consistency proof of RFC 6962 §2.1.2; empty from 0 and from `new` itself."""
        self._require(new)
        if not 0 <= old <= new:
            raise ValueError(f"a tree of {new} has no earlier size {old}")
        return self._subproof(old, 0, new, True) if 0 < old < new else []

    def _require(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise ValueError(f"the tiles of {self.size} leaves do not show a tree of {size}")

    def _path(self, index: int, begin: int, end: int) -> list[bytes]:
        path = []
        while end - begin > 1:
            middle = begin + _split(end - begin)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(begin, middle))
                begin = middle
        return path[::-1]

    def _subproof(self, old: int, begin: int, end: int, known: bool) -> list[bytes]:
        """RFC 6962's SUBPROOF(m, D[begin:end], b), with `old` counted from the tree's beginning."""
        proof = []
        while old != end:
            middle = begin + _split(end - begin)
            if old <= middle:
                proof.append(self._range(middle, end))
                end = middle
            else:
                proof.append(self._range(begin, middle))
                begin, known = middle, False
        if not known:
            proof.append(self._range(begin, end))
        return proof[::-1]

    def _range(self, begin: int, end: int) -> bytes:
        """The hash over leaves begin..end-1, as RFC 6962 divides them."""
        right = []
        while (count := end - begin) & (count - 1):
            middle = begin + _split(count)
            right.append(self._node(_split(count).bit_length() - 1, begin))
            begin = middle
        found = self._node((end - begin).bit_length() - 1, begin)
        for left in reversed(right):
            found = node_hash(left, found)
        return found

    def _node(self, height: int, begin: int) -> bytes:
        """The complete subtree of 2**height leaves from leaf `begin` on."""
        level, inside = divmod(height, HEIGHT)
        index, place = divmod(begin >> (HEIGHT * level), WIDTH)
        at = (place >> inside) * HASH_BYTES
        return self._tile(level, index)[inside][at : at + HASH_BYTES]

    def _tile(self, level: int, index: int) -> list[bytes]:
        """A tile's hashes, and the hashes over 2, 4, 8 … of them."""
        if (level, index) in self._kept:
            self._kept.move_to_end((level, index))
            return self._kept[level, index]
        width = width_at(self.size, level, index)
        data = self._read(level, index, width)
        if len(data) != width * HASH_BYTES:
            raise ProofRefused(f"tile {level}/{index} has {len(data)} bytes instead of {width * HASH_BYTES}")
        self._kept[level, index] = _fold(data)
        if len(self._kept) > KEPT_TILES:
            self._kept.popitem(last=False)
        return self._kept[level, index]


def width_at(size: int, level: int, index: int) -> int:
    """How many hashes a tile has in a tree of `size` leaves; 0 when there is no such tile."""
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> None:
    """The leaf hash is number `index` of the tree with this root (RFC 9162 §2.1.3.2). Raises ProofRefused."""
    if not 0 <= index < size:
        raise ProofRefused(f"entry {index} is not in a tree of {size}")
    found, node, last = leaf, index, size - 1
    for sibling in proof:
        if last == 0:
            raise ProofRefused("the proof is too long")
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    if last or found != expected:
        raise ProofRefused("the proof does not lead to the root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """The tree of `new` leaves begins with the tree of `old` (RFC 9162 §2.1.4.2). Raises ProofRefused."""
    if not 0 <= old <= new:
        raise ProofRefused(f"a tree of {new} has no earlier size {old}")
    if old in (0, new):
        if proof or (old == new and old_root != new_root) or (old == 0 and old_root != hashlib.sha256().digest()):
            raise ProofRefused(f"two histories: size {old} and size {new} contradict each other")
        return
    hashes = list(proof) if old & (old - 1) else [old_root, *proof]
    if not hashes:
        raise ProofRefused("the proof is empty")
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            raise ProofRefused("the proof is too long")
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    if last or (first, second) != (old_root, new_root):
        raise ProofRefused(f"two histories: size {old} and size {new} contradict each other")


def _split(count: int) -> int:
    """The largest power of two below `count`, for count > 1."""
    return 1 << (count - 1).bit_length() - 1


def _fold(hashes: bytes) -> list[bytes]:
    """The hashes, then those over complete pairs of them, and so on."""
    rows, sha256 = [hashes], hashlib.sha256
    while len(rows[-1]) >= 2 * HASH_BYTES:
        row = rows[-1]
        pairs = range(0, len(row) - HASH_BYTES, 2 * HASH_BYTES)
        rows.append(b"".join([sha256(b"\x01" + row[at : at + 2 * HASH_BYTES]).digest() for at in pairs]))
    return rows


def _nothing(level: int, index: int, width: int) -> bytes:
    raise LookupError("an empty tree has no tiles")
