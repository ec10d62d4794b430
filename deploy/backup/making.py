"""Making a backup: every database as it was at one moment, while people work."""

import os
import shutil
import tarfile
import time
from datetime import UTC, datetime
from pathlib import Path

from asnkit.settings import NEIGHBOURS
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.errors import OperationFailure, PyMongoError
from tlog.notes import Signer

from . import KEYS, LOG, MANIFEST, VIEWS_CONSUMER, Broken
from .files import Kept, packing, sign, writing

NOT_KEPT = frozenset(
    ("challenges", "codes", "refresh_tokens", "tries", "sessions", "leases", "views", "backups", "knocks")
)
"""What lets somebody in for a moment, who leads, which list is the live one."""
CONSUMERS = ("inbox", "positions", "parked")
UNAUTHORIZED = 13
WINDOW_SECONDS = 6 * 3600
WINDOW = "minSnapshotHistoryWindowInSeconds"
RAW = CodecOptions(document_class=RawBSONDocument)
UNFINISHED = ".unfinished-"
NO_LOG_FILE = (".unfinished", ".relog", ".before-")


def make(client: MongoClient, base: Path, signer: Signer, log: Path | None = None) -> Path:
    """The new folder in `base`. Raises Broken when the server cannot give one moment for so long."""
    begun, moment = time.monotonic(), datetime.now(UTC)
    aside = base / f"{UNFINISHED}{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True, mode=0o700)
    try:
        with _long_window(client), client.start_session(snapshot=True) as session:
            files = _databases(client, session, aside)
        if log and log.is_dir():
            files[LOG] = _log(log, aside / LOG)
        sign(aside, signer, {"made": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}, files)
    except PyMongoError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise Broken(f"MongoDB gave no whole picture: {str(error)[:200]}") from error
    folder = base / f"{moment:%Y%m%dT%H%M%SZ}"
    aside.rename(folder)
    row = {
        "at": moment,
        "seconds": round(time.monotonic() - begun),
        "bytes": sum(kept.bytes for kept in files.values()),
    }
    client.audit.backups.replace_one({"_id": "last"}, {"_id": "last", **row}, upsert=True)
    return folder


def prune(base: Path, keep: int, key_days: int) -> tuple[int, int]:
    """Old backups go, and the keys of those that are older than some days; how many of each."""
    whole = sorted(folder for folder in base.iterdir() if (folder / MANIFEST).exists())
    gone = whole[:-keep]
    for folder in gone:
        shutil.rmtree(folder)
    keyless = 0
    for folder in whole[len(gone) :]:
        made = datetime.strptime(folder.name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if (datetime.now(UTC) - made).days >= key_days and (folder / KEYS).exists():
            shutil.rmtree(folder / KEYS)
            keyless += 1
    return len(gone), keyless


class _long_window:
    """A server forgets a moment after five minutes, unless it is told to remember it."""

    def __init__(self, client: MongoClient):
        self._admin = client.admin

    def __enter__(self) -> None:
        try:
            self._before = self._admin.command("getParameter", **{WINDOW: 1})[WINDOW]
            self._admin.command("setParameter", **{WINDOW: max(WINDOW_SECONDS, self._before)})
        except OperationFailure as error:
            if error.code != UNAUTHORIZED:
                raise
            self._before = None  # the server's own settings say how long (deploy/kubernetes/servers.py)

    def __exit__(self, *_) -> None:
        if self._before is not None:
            self._admin.command("setParameter", **{WINDOW: self._before})


def _databases(client: MongoClient, session: ClientSession, folder: Path) -> dict[str, Kept]:
    files = {}
    for service in NEIGHBOURS:
        for name in sorted(client[service].list_collection_names()):
            if name in NOT_KEPT or name.startswith("system."):
                continue
            wanted = {"consumer": {"$not": {"$regex": VIEWS_CONSUMER}}} if name in CONSUMERS else {}
            place = f"{service}/{name}.bson.gz"
            files[place] = _collection(client[service][name], wanted, session, folder / place)
        place = f"{KEYS}/{service}_keys.bson.gz"
        files[place] = _collection(client[f"{service}_keys"].persons, {}, session, folder / place)
    return files


def _collection(collection, wanted: dict, session: ClientSession, place: Path) -> Kept:
    documents = 0
    with writing(place) as file:
        with packing(file) as packed:
            for document in collection.with_options(codec_options=RAW).find(wanted, session=session):
                packed.write(document.raw)
                documents += 1
    return Kept(file.sha256, file.bytes, documents)


def _log(log: Path, place: Path) -> Kept:
    """After the databases, so that it has at least what they have. What is outgrown meanwhile may be gone."""
    with writing(place) as file:
        with packing(file) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
            for found in sorted(log.rglob("*")):
                name = str(found.relative_to(log))
                if name.startswith(NO_LOG_FILE) or not found.is_file():
                    continue
                try:
                    tar.add(found, name, recursive=False)
                except FileNotFoundError:
                    continue
    return Kept(file.sha256, file.bytes)
