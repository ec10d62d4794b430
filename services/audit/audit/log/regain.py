"""`python -m audit regain`: after a restore of the database, the log goes on where its folder and its checkpoints are.

Which event got which number is told by the archive in the log's folder: those that the database lacks become entries
again, under the same numbers, each with its service's signature. Then the folder is made anew (relog.py), which proves
every root that was ever signed. Nothing is signed for a log that lost entries.
"""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import orjson
from asnkit.db import transact
from asnkit.errors import Unsigned
from asnkit.events import Event
from asnkit.inbox import Inbox
from asnkit.lease import Lease
from asnkit.messages import Delivery
from asnkit.service import Runtime
from tlog import tiles
from tlog.checkpoints import open_checkpoint
from tlog.notes import Signer, split
from tlog.tree import WIDTH

from .integrate import integrated
from .loops import published
from .publish import ORIGIN, newest, own_notes, signed_roots
from .relog import console, every_root, relog
from .sequence import Log
from .volume import ARCHIVE, CHECKPOINT, SIGNATURES, Contradiction, Volume, open_volume

CONSUMER = "audit.log"
AT_ONCE = 500


def regain(runtime: Runtime) -> int:
    """The command; its exit code. To be repeated when it dies."""
    volume = open_volume(runtime.settings)
    leases = [
        Lease(runtime.db.leases, name, f"regain/{os.getpid()}") for name in ("consumer log", "integrate", "publish")
    ]
    if not all(lease.hold() for lease in leases):
        console.print("The audit worker is at work on the log: stop it first.")
        return 1
    try:
        taken = take_entries(runtime, volume)
        rows = take_checkpoints(runtime, volume)
    except Contradiction as contradiction:
        console.print(f"Stopped: {contradiction}.", soft_wrap=True)
        return 1
    finally:
        for lease in leases:
            lease.release()
    console.print(f"{taken} entries and {rows} checkpoints are in the database again.")
    return relog(runtime)


def take_entries(runtime: Runtime, volume: Volume) -> int:
    """What the archive has beyond the database, under the same numbers; how many. Raises Contradiction."""
    counter = runtime.db.sequence.find_one({"_id": "entries"})
    begin, end = counter["next"] if counter else 0, archived(volume)
    signed = max(every_root(runtime, volume), default=0)
    if max(begin, end) < signed:
        raise Contradiction(f"signed for {signed} entries; the folder has {end} and the database {begin}")
    inbox, log = Inbox(runtime.db, CONSUMER), Log(runtime.db)
    found = _deliveries(runtime, volume, begin, end)
    while deliveries := list(islice(found, AT_ONCE)):

        def work(session, deliveries=deliveries):
            turn = inbox.turn(session)
            turn.load({delivery.key for delivery in deliveries})
            for delivery in deliveries:
                if turn.accept(delivery) != "apply":
                    raise Contradiction(f"{delivery.event.id} has an entry already, or its predecessor has none")
                turn.advance(delivery)
            log.apply(deliveries, session)
            turn.save()

        transact(runtime.client, work)
    size = max(integrated(runtime.db), end)
    runtime.db.tree.update_one({"_id": "integrated"}, {"$max": {"size": size}}, upsert=True)
    return max(0, end - begin)


def take_checkpoints(runtime: Runtime, volume: Volume) -> int:
    """Rows for the checkpoints that Kafka and the folder know and the database does not; how many."""
    verifier = Signer.from_pem(ORIGIN, runtime.settings.secret("log.key")).verifier
    notes = list(published(runtime))
    try:
        notes.append(volume.read(CHECKPOINT).decode())
    except FileNotFoundError:
        pass
    notes = own_notes(notes, verifier)
    signed_roots(notes, verifier)
    row, fullest = newest(runtime.db), {}
    for note in sorted(notes, key=len):
        fullest[open_checkpoint(note, verifier).size] = note
    after = row["_id"] if row else 0
    rows = [_row(note, verifier) for size, note in sorted(fullest.items()) if size > after]
    if rows:
        runtime.db.checkpoints.insert_many(rows)
    return len(rows)


def archived(volume: Volume) -> int:
    """How many entries the archive has, from the first one without a hole."""
    index = 0
    while (volume.folder / tiles.beside(ARCHIVE, index)).exists():
        index += 1
    return index * WIDTH + _widest(volume, index)


def _widest(volume: Volume, index: int) -> int:
    """The entries of a bundle that is not full, in both files that lie beside it."""
    folders = (volume.folder / f"{tiles.beside(kind, index)}.p" for kind in (ARCHIVE, SIGNATURES))
    widths = [{int(file.name) for file in folder.glob("*")} for folder in folders]
    return max(set.intersection(*widths), default=0)


def _deliveries(runtime: Runtime, volume: Volume, begin: int, end: int) -> Iterator[Delivery]:
    """Entries begin..end-1 as their services signed them. Raises Contradiction."""
    for index in range(begin // WIDTH, -(-end // WIDTH)):
        width = min(WIDTH, end - index * WIDTH)
        events = volume.read(tiles.beside(ARCHIVE, index, width)).split(b"\n")
        signatures = volume.read(tiles.beside(SIGNATURES, index, width)).split(b"\n")
        for number, raw in enumerate(events[:width], start=index * WIDTH):
            if number >= begin:
                yield _delivery(runtime, number, raw, *orjson.loads(signatures[number % WIDTH]))


def _delivery(runtime: Runtime, number: int, raw: bytes, note: str, path: str) -> Delivery:
    event = Event.parse(raw)
    try:
        runtime.keyring.check(event.service, note, path, hashlib.sha256(raw).digest())
    except Unsigned as unsigned:
        raise Contradiction(f"no signature vouches for entry {number} in the archive") from unsigned
    return Delivery(event, raw, note, path)


def _row(note: str, verifier: str) -> dict:
    text, signatures = split(note)
    signed = open_checkpoint(note, verifier)
    own, *others = signatures
    return {
        "_id": signed.size,
        "root": signed.root.hex(),
        "note": f"{text}\n{own.line}",
        "at": datetime.now(UTC),
        "sent": True,
        "cosignatures": [one.line for one in others],
    }
