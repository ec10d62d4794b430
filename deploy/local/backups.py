"""Backups of the system on this machine: made while it runs, restored while it stands still."""

import sqlite3
from pathlib import Path

from asnkit.db import connect
from pymongo import MongoClient
from rich.console import Console
from tlog.notes import Signer

from ..backup import ORIGIN, Broken
from ..backup.files import check
from ..backup.making import make as make_backup
from ..backup.making import prune
from ..backup.restoring import restore as restore_backup
from . import endpoints, services
from .places import AUDITOR, SERVICES
from .repair import standing_still, word
from .trouble import Trouble

KEPT = 14
KEY_DAYS = 7
CLAIMS_AT_ONCE = 1_000


def make(directory: Path) -> str:
    """A sentence: where it is. Raises Trouble."""
    known, base = endpoints.load(directory), directory / "backups"
    with connect(known["mongodb"]["url"]) as client:
        try:
            folder = make_backup(client, base, signer(directory), directory / "log")
        except Broken as broken:
            raise Trouble(f"No backup was made: {broken}.") from broken
    gone, keyless = prune(base, KEPT, KEY_DAYS)
    return f"{folder} is whole; {gone} older ones are gone, and the keys of {keyless}."


def restore(directory: Path, words: list[str], console: Console) -> None:
    """Puts the backup that the words name into an empty MongoDB, then takes over what came after it. Raises Trouble.

    Kafka and the log's folder stay as they are: they know more than the backup.
    """
    folders = [Path(one) for one in words if not one.startswith("--")]
    if len(folders) != 1:
        raise Trouble(
            "Say which backup: make restore FROM=.local/backups/TIME (and --without-keys where they are gone)."
        )
    folder, without_keys = folders[0].resolve(), "--without-keys" in words
    verifier = signer(directory).verifier
    try:
        made = check(folder, verifier, without_keys)["made"]
        with standing_still(directory, console) as system, connect(system.mongo_admin_url) as client:
            done = restore_backup(client, folder, verifier, directory / "log", without_keys)
            console.print(f"{sum(done.values())} documents of {made} are back.")
            services.prepare(system)
            for service in SERVICES:
                word(system, service, "adopt")
            word(system, "audit", "regain")
            console.print(
                f"{claims_again(client, directory / AUDITOR / 'known')} claims that the auditor remembers are back."
            )
    except Broken as broken:
        raise Trouble(f"Nothing was restored: {broken}.") from broken


def claims_again(client: MongoClient, memory: Path) -> int:
    """What somebody took after the backup, as the standing auditor saw it: no event carries a claim."""
    if not memory.exists():
        return 0
    file, again = sqlite3.connect(f"file:{memory}?mode=ro", uri=True), 0
    found = file.execute("SELECT service, key, stream FROM claim ORDER BY service, key")
    while rows := found.fetchmany(CLAIMS_AT_ONCE):
        for service in sorted({service for service, *_ in rows}):
            wanted = {key: stream for of, key, stream in rows if of == service}
            db = client[service]
            there = {one["_id"] for one in db.claims.find({"_id": {"$in": list(wanted)}}, {"_id": 1})}
            alive = {one["_id"] for one in db.state.find({"_id": {"$in": list(wanted.values())}}, {"_id": 1})}
            new = [{"_id": k, "stream": s} for k, s in wanted.items() if k not in there and s in alive]
            if new:
                db.claims.insert_many(new)
            again += len(new)
    file.close()
    return again


def signer(directory: Path) -> Signer:
    return Signer.from_pem(ORIGIN, (directory / "secrets" / "backup" / "backup.key").read_bytes())
