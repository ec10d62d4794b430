"""`asn-verify fetch`: a mirror of the log in a folder, checked as it comes, that goes on where it stopped."""

import argparse
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from tlog.checkpoints import Checkpoint
from tlog.tiles import beside, bundles, decode_bundle, encode_bundle, entries_path, hash_tiles
from tlog.tree import WIDTH

from .check import add_key, log_key, opened
from .growth import EMPTY, check_continues, check_growth
from .mirror import BESIDE
from .progress import bar
from .sources import CHECKPOINT, KEY, Folder, Missing, Source, Tiles, read_text, source_of

HELP = "mirror the log into a folder and check what is new"
KEPT = "checkpoints"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("log", help="the log's address (https://…/log/) or a folder")
    parser.add_argument("into", type=Path, help="the mirror's folder, new or from an earlier fetch")
    add_key(parser)
    parser.add_argument("--archive", action="store_true", help="the events and their signatures, which auditors get")
    parser.add_argument("--token", metavar="FILE", help="a file with the access token for the events")


def run(options: argparse.Namespace) -> int:
    source = source_of(options.log, read_text(options.token).strip() if options.token else "")
    mirror = Mirror(options.into)
    key = mirror.key() or log_key(source, options.key)
    if options.key:
        key = log_key(source, options.key)
    note = source.read(CHECKPOINT).decode()
    shown, known = opened(note, key, "the log's checkpoint"), mirror.known(key)
    check_continues(Tiles(source), known, shown)
    paths = list(mirror.lacking(known, shown, options.archive))
    for path, whole in bar(paths, len(paths), "files"):
        mirror.put(path, fetched(source, path, whole))
    check_continues(Tiles(mirror), known, shown)
    parts = -(-shown.size // WIDTH) - known.size // WIDTH
    count = sum(len(entries) for entries in bar(check_growth(Tiles(mirror), known, shown), parts, "check"))
    mirror.keep(note, key, shown)
    print(f"{options.into} has all {shown.size} entries, {count} of them new, all checked up to the signed root.")
    return 0


def fetched(source: Source, path: str, whole: str) -> bytes:
    """A file of the log; a partial one may have been replaced by the full one, which then holds more."""
    try:
        return source.read(path)
    except Missing:
        if path == whole:
            raise
        return _begin(source.read(whole), path)


class Mirror(Folder):
    """A folder with the log's files, and every checkpoint that was ever checked here."""

    def key(self) -> str | None:
        with contextlib.suppress(Missing):
            return self.read(KEY).decode().strip()
        return None

    def known(self, key: str) -> Checkpoint:
        """The checkpoint up to which everything here was checked."""
        with contextlib.suppress(Missing):
            return opened(self.read(CHECKPOINT).decode(), key, f"{self.folder}/{CHECKPOINT}")
        return EMPTY

    def lacking(self, known: Checkpoint, shown: Checkpoint, archive: bool) -> Iterator[tuple[str, str]]:
        """(path, path of the full form) of the files that are not here yet."""
        wanted = [(tile.path, tile.path.partition(".p/")[0]) for tile in hash_tiles(shown.size, known.size)]
        for index, width in bundles(shown.size, known.size):
            wanted.append((entries_path(index, width), entries_path(index)))
        if archive:
            for index, width in bundles(shown.size):
                wanted += [(beside(kind, index, width), beside(kind, index)) for kind in BESIDE]
        return ((path, whole) for path, whole in wanted if not (self.folder / path).exists())

    def put(self, path: str, content: bytes) -> None:
        """Whole or not at all, so that what is here need not be fetched again."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f".{place.name}.part")
        with open(aside, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(place)

    def keep(self, note: str, key: str, shown: Checkpoint) -> None:
        self.put(KEY, f"{key}\n".encode())
        self.put(f"{KEPT}/{shown.size}.checkpoint", note.encode())
        self.put(CHECKPOINT, note.encode())


def _begin(content: bytes, path: str) -> bytes:
    """The first part of a full file: as many hashes, entries or lines as the partial one has."""
    width = int(path.rpartition("/")[2])
    if path.startswith("tile/entries/"):
        return encode_bundle(decode_bundle(content)[:width])
    if path.startswith(BESIDE):
        return b"".join(content.splitlines(keepends=True)[:width])
    return content[: 32 * width]
