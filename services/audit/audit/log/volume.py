"""The log's folder: plain files that rsync mirrors and any web server can serve.

    checkpoint                 the newest signed checkpoint, with its cosignatures
    vkey                       the log's verifier key
    tile/<L>/<N>[.p/<W>]       hashes
    tile/entries/<N>[.p/<W>]   entries
    archive/<N>[.p/<W>]        the events of the same entries, one a line; not public
    signatures/<N>[.p/<W>]     who signed them: one a line, the note of the event's transaction and its path; not public

A file is written aside, synced and renamed, so it is there whole or not at all; a tile that is there is
never written again.
"""

import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path

from asnkit.settings import Settings
from tlog import tiles
from tlog.tree import HASH_BYTES, WIDTH

ORIGIN = "id.go.tanjungbalai.asn/log"
"""The log's name: the first line of every checkpoint, and the name of its key."""

ASIDE = ".unfinished"
CHECKPOINT = "checkpoint"
KEY = "vkey"
ARCHIVE, SIGNATURES = BESIDE = ("archive", "signatures")


class Contradiction(Exception):
    """Going on would give the log two histories; a person has to look. The text says what is where."""


def open_volume(settings: Settings) -> "Volume":
    """Raises SystemExit with one sentence when the setting is missing."""
    if settings.log_dir is None:
        raise SystemExit("audit: the setting ASN_LOG_DIR is missing; deploy/README.md lists them all")
    return Volume(settings.log_dir)


class Volume:
    def __init__(self, folder: Path):
        self.folder = folder

    def read(self, path: str) -> bytes:
        """Raises FileNotFoundError, or another OSError when the disk fails."""
        return (self.folder / path).read_bytes()

    def read_tile(self, level: int, index: int, width: int) -> bytes:
        """A tile's hashes; those of a partial one stand in the full one as well, which replaces it."""
        try:
            return self.read(tiles.path(level, index, width))
        except FileNotFoundError:
            if width == WIDTH:
                raise
        return self.read(tiles.path(level, index))[: width * HASH_BYTES]

    def put(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Add files that never change. Durable on return.

        Raises Contradiction when one is there already with other content.
        """
        folders = set()
        for path, content in files:
            place = self.folder / path
            folders.add(place.parent)
            if not place.exists():
                self._place(place, content)
            elif place.read_bytes() != content:
                raise Contradiction(f"{path} is there already with other content")
        for folder in sorted(folders):
            self._sync_folder(folder)

    def replace(self, path: str, content: bytes) -> None:
        """Write the file that does change. Durable on return."""
        place = self.folder / path
        self._place(place, content)
        self._sync_folder(place.parent)

    def drop_partials(self, path: str, below: int = WIDTH) -> None:
        """Forget the partial forms of a tile, once a wider one is there; a reader falls back to that."""
        folder = self.folder / f"{path}.p"
        if below == WIDTH:
            shutil.rmtree(folder, ignore_errors=True)
        for place in folder.glob("*"):
            if int(place.name) < below:
                place.unlink(missing_ok=True)

    def clean(self, size: int) -> None:
        """Forget what a process that died had begun to write, or was about to drop when it had `size` entries."""
        shutil.rmtree(self.folder / ASIDE, ignore_errors=True)
        for folder in self.folder.rglob("*.p"):
            whole = str(folder.relative_to(self.folder).with_suffix(""))
            kind, _, rest = whole.partition("/")
            tile = tiles.parse(f"tile/entries/{rest}" if kind in BESIDE else whole)
            if tile and tiles.width_at(size, tile.level or 0, tile.index) == WIDTH:
                self.drop_partials(whole)

    def _place(self, place: Path, content: bytes) -> None:
        self._make_folder(self.folder / ASIDE)
        self._make_folder(place.parent)
        aside = self.folder / ASIDE / uuid.uuid4().hex
        try:
            self._write(aside, content)
            self._rename(aside, place)
        except OSError:
            aside.unlink(missing_ok=True)
            raise

    def _make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, each entered durably in the one that holds it."""
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        self._sync_folder(folder.parent)

    def _write(self, place: Path, content: bytes) -> None:
        with open(place, "xb") as file:
            file.write(content)
            file.flush()
            self._sync(file.fileno())

    def _rename(self, source: Path, target: Path) -> None:
        os.replace(source, target)

    def _sync(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def _sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._sync(descriptor)
        finally:
            os.close(descriptor)
