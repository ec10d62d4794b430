"""Where the parts of a log lie (C2SP tlog-tiles), and how entries are packed into bundles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .tree import WIDTH, width_at

ENTRY_LIMIT_BYTES = 0xFFFF
ENTRIES = "entries"
HIGHEST_LEVEL = 63
PATH = re.compile(r"tile/(entries|[0-9]{1,2})((?:/x[0-9]{3})*/[0-9]{3})(?:\.p/([0-9]{1,3}))?")


class BundleRefused(Exception):
    """Bytes that are no entry bundle."""


@dataclass(frozen=True)
class Tile:
    """A tile of hashes, or with `level` None a bundle of entries."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        kind = ENTRIES if self.level is None else self.level
        return f"tile/{kind}/{number(self.index)}{partial(self.width)}"


def number(index: int) -> str:
    """1234067 is x001/x234/067."""
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])


def partial(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"


def path(level: int, index: int, width: int = WIDTH) -> str:
    return Tile(level, index, width).path


def entries_path(index: int, width: int = WIDTH) -> str:
    return Tile(None, index, width).path


def beside(kind: str, index: int, width: int = WIDTH) -> str:
    """A file that holds more of the same entries as a bundle, one a line: no part of the log as C2SP has it."""
    return f"{kind}/{number(index)}{partial(width)}"


def parse(path: str) -> Tile | None:
    """The tile of a path, None when it is written otherwise than a log writes it."""
    found = PATH.fullmatch(path)
    if not found:
        return None
    kind, digits, width = found.groups()
    tile = Tile(
        None if kind == ENTRIES else int(kind),
        int(re.sub(r"[/x]", "", digits)),
        int(width) if width else WIDTH,
    )
    return tile if tile.path == path and 0 < tile.width <= WIDTH and (tile.level or 0) <= HIGHEST_LEVEL else None


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Each entry after its length in two bytes. Raises ValueError for one above 65,535 bytes."""
    packed = bytearray()
    for entry in entries:
        if len(entry) > ENTRY_LIMIT_BYTES:
            raise ValueError(f"an entry of {len(entry)} bytes; a log takes {ENTRY_LIMIT_BYTES}")
        packed += len(entry).to_bytes(2) + entry
    return bytes(packed)


def decode_bundle(bundle: bytes) -> list[bytes]:
    """Raises BundleRefused."""
    entries, at = [], 0
    while at < len(bundle):
        length = int.from_bytes(bundle[at : at + 2])
        if len(bundle) < at + 2 + length:
            raise BundleRefused("an entry bundle that ends in the middle of an entry")
        entries.append(bundle[at + 2 : at + 2 + length])
        at += 2 + length
    return entries


def bundles(size: int, since: int = 0) -> Iterator[tuple[int, int]]:
    """(index, width) of the bundles of a log of `size` entries, from the one that holds entry `since`."""
    for index in range(since // WIDTH, -(-size // WIDTH)):
        yield index, width_at(size, 0, index)


def hash_tiles(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles of hashes of a tree of `size` leaves that a tree of `since` leaves does not have complete."""
    level = 0
    while size >> (8 * level):
        count, known = size >> (8 * level), since >> (8 * level)
        for index in range(known // WIDTH, -(-count // WIDTH)):
            yield Tile(level, index, width_at(size, level, index))
        level += 1
