"""Files of a backup: written and read in pieces, each with its SHA-256; and the signed list of them."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from tlog.notes import NoteRefused, Signer, open_note

from . import MANIFEST, Broken

PIECE = 1 << 20
FORMAT = 1


@dataclass(frozen=True)
class Kept:
    """`documents` is 0 of a file that holds none."""

    sha256: str
    bytes: int
    documents: int = 0


class Hashing:
    """A file that is only written, and counts what is."""

    def __init__(self, file: BinaryIO):
        self._file, self._hash = file, hashlib.sha256()
        self.bytes = 0

    def write(self, data) -> int:
        self._hash.update(data)
        self.bytes += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def writing(place: Path) -> Iterator[Hashing]:
    """A new file that only its owner reads."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.touch(mode=0o600, exist_ok=False)
    with open(place, "wb") as file:
        yield Hashing(file)


@contextmanager
def packing(file: Hashing) -> Iterator[BinaryIO]:
    with gzip.GzipFile("", "wb", 1, file, mtime=0) as packed:
        yield packed


def sign(folder: Path, signer: Signer, told: dict, files: dict[str, Kept]) -> None:
    content = {"format": FORMAT, **told, "files": {name: asdict(kept) for name, kept in sorted(files.items())}}
    with writing(folder / MANIFEST) as file:
        file.write(signer.sign(json.dumps(content, indent=1) + "\n").encode())


def open_manifest(folder: Path, verifier: str) -> dict:
    """Raises Broken."""
    try:
        content = json.loads(open_note((folder / MANIFEST).read_text(), verifier))
    except OSError as error:
        raise Broken(f"{folder} is no whole backup: it has no manifest") from error
    except NoteRefused as error:
        raise Broken(f"the manifest of {folder} is not signed with our backup.key: {error}") from error
    if content["format"] != FORMAT:
        raise Broken(f"{folder} has the form {content['format']}; this release reads {FORMAT}")
    return content


def check(folder: Path, verifier: str, without_keys: bool = False) -> dict:
    """The manifest, when every file is there as it was written. Raises Broken, naming the first that is not."""
    content = open_manifest(folder, verifier)
    for name, kept in content["files"].items():
        place = folder / name
        if not place.exists():
            if not name.startswith("keys/"):
                raise Broken(f"{name} is missing")
            if not without_keys:
                raise Broken(
                    f"{name} is gone, as it is after some days: say --without-keys to restore what is not sealed"
                )
        elif (place.stat().st_size, _sha256(place)) != (kept["bytes"], kept["sha256"]):
            raise Broken(f"{name} is not as it was written")
    return content


def _sha256(place: Path) -> str:
    with open(place, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
