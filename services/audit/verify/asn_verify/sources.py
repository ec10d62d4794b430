"""Where a log is read from: a web address or a folder that mirrors it."""

import json
import ssl
import urllib.error
import urllib.request
from pathlib import Path
from typing import Protocol

from tlog import tiles
from tlog.notes import NoteRefused, Verifier
from tlog.tree import HASH_BYTES, WIDTH

PATIENCE_SECONDS = 30
CHECKPOINT = "checkpoint"
KEY = "vkey"


class Unreadable(Exception):
    """The log or a file of it cannot be read; nothing is known of it then."""


class Missing(Unreadable):
    """The log answers that it has no such file."""


class Source(Protocol):
    def read(self, path: str) -> bytes:
        """Raises Missing, Unreadable."""


class Folder:
    def __init__(self, folder: Path):
        self.folder = folder

    def read(self, path: str) -> bytes:
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            raise Missing(f"{self.folder / path} is not there") from None
        except OSError as error:
            raise Unreadable(f"{self.folder / path}: {error.strerror}") from None


class Web:
    """`token` opens what is not public (the archive)."""

    def __init__(self, url: str, token: str = ""):
        self.url = url.rstrip("/") + "/"
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._tls = ssl.create_default_context()

    def read(self, path: str) -> bytes:
        request = urllib.request.Request(self.url + path, headers=self._headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS, context=self._tls) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            kind = Missing if error.code == 404 else Unreadable
            raise kind(f"{self.url}{path}: {error.code} {_sentence(error)}".strip()) from None
        except OSError as error:
            raise Unreadable(f"{self.url}{path}: {getattr(error, 'reason', error)}") from None


class Tiles:
    """The tiles of a source; a partial one may have become a full one meanwhile."""

    def __init__(self, source: Source):
        self.source = source

    def hashes(self, level: int, index: int, width: int) -> bytes:
        try:
            return self.source.read(tiles.path(level, index, width))
        except Missing:
            if width == WIDTH:
                raise
            return self.source.read(tiles.path(level, index))[: width * HASH_BYTES]

    def entries(self, index: int, width: int) -> list[bytes]:
        """Raises tlog.tiles.BundleRefused as well."""
        try:
            return tiles.decode_bundle(self.source.read(tiles.entries_path(index, width)))
        except Missing:
            if width == WIDTH:
                raise
            return tiles.decode_bundle(self.source.read(tiles.entries_path(index)))[:width]


def source_of(place: str, token: str = "") -> Web | Folder:
    return Web(place, token) if place.startswith(("http://", "https://")) else Folder(Path(place))


def read_bytes(place: str) -> bytes:
    """Raises Unreadable."""
    try:
        return Path(place).read_bytes()
    except OSError as error:
        raise Unreadable(f"{place}: {error.strerror}") from None


def read_text(place: str) -> str:
    """The text of a file. Raises Unreadable."""
    try:
        return Path(place).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{place}: {getattr(error, 'strerror', 'not a text')}") from None


def key_of(given: str) -> str:
    """A verifier key, given itself or as the file that holds it. Raises Unreadable."""
    try:
        return str(Verifier.parse(given))
    except NoteRefused:
        text = read_text(given)
    try:
        return str(Verifier.parse(text))
    except NoteRefused as refused:
        raise Unreadable(f"{given}: {refused}") from None


def _sentence(error: urllib.error.HTTPError) -> str:
    """What the log's problem document says."""
    try:
        return json.loads(error.read(10_000))["detail"]
    except (ValueError, KeyError, TypeError, OSError):
        return ""
