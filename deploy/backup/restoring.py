"""Restoring a backup into empty servers. Every file was checked before the first document is written."""

import gzip
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from bson import decode_file_iter
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient

from . import KEYS, LOG, Broken
from .files import check

RAW = CodecOptions(document_class=RawBSONDocument)
BATCH = 1_000
BATCH_BYTES = 16_000_000


def restore(
    client: MongoClient, folder: Path, verifier: str, log: Path | None = None, without_keys: bool = False
) -> dict[str, int]:
    """Documents by database. Raises Broken, and then nothing was written.

    Into `log` the log's files come, where it has none: a folder that outlived the database knows more.
    """
    files = check(folder, verifier, without_keys)["files"]
    parts = [(place, *_target(place)) for place in files if place != LOG and (folder / place).exists()]
    for _, database, collection in parts:
        if client[database][collection].find_one({}, {"_id": 1}) is not None:
            raise Broken(f"{database}.{collection} is not empty: a backup is restored into empty servers")
    if log and LOG in files and not (log / "checkpoint").exists():
        _unpack(folder / LOG, log)
    done: dict[str, int] = {}
    for place, database, collection in parts:
        for batch in _batches(folder / place):
            client[database][collection].insert_many(batch, ordered=False)
            done[database] = done.get(database, 0) + len(batch)
    return done


def _unpack(place: Path, log: Path) -> None:
    """Only files, under names that we wrote and signed."""
    with tarfile.open(place, "r|gz") as tar:
        for member in tar:
            target = log / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "wb") as file:
                shutil.copyfileobj(tar.extractfile(member), file)


def _target(place: str) -> tuple[str, str]:
    """Database and collection of a file."""
    folder, _, name = place.removesuffix(".bson.gz").partition("/")
    return (name, "persons") if folder == KEYS else (folder, name)


def _batches(place: Path) -> Iterator[list[RawBSONDocument]]:
    batch, size = [], 0
    with gzip.open(place, "rb") as file:
        for document in decode_file_iter(file, RAW):
            batch.append(document)
            size += len(document.raw)
            if len(batch) == BATCH or size > BATCH_BYTES:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch
