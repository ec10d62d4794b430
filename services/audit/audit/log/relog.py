"""`python -m audit relog`: the log's folder made anew from the entries, and proved to be the same log.

The tree is built aside. At each size that was ever signed, as the database, the folder and Kafka know it, its root
must be the signed one; otherwise nothing is changed and the first difference is named. What was in the folder
before is moved away, not deleted.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from asnkit.lease import Lease
from asnkit.service import Runtime
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from tlog.notes import Signer
from tlog.tree import Tree

from .integrate import CHUNK, advance, drop_outgrown, integrated, read_entries
from .loops import published
from .publish import ORIGIN, newest, own_notes, signed_roots, whole_note
from .volume import BESIDE, CHECKPOINT, KEY, Contradiction, Volume, open_volume

ASIDE = ".relog"
PARTS = ("tile", *BESIDE, CHECKPOINT, KEY)

console = Console()


def relog(runtime: Runtime) -> int:
    """The command; its exit code."""
    volume, size = open_volume(runtime.settings), integrated(runtime.db)
    leases = [Lease(runtime.db.leases, name, f"relog/{os.getpid()}") for name in ("integrate", "publish")]
    if not all(lease.hold() for lease in leases):
        console.print("The audit worker is at work on the log: stop it first.")
        return 1
    try:
        with _progress() as progress:
            task = progress.add_task("entries", total=size)
            made = Volume(volume.folder / ASIDE)
            shutil.rmtree(made.folder, ignore_errors=True)
            proved = 0
            for done, matches in rebuild(runtime, made, size, every_root(runtime, volume)):
                proved += matches
                progress.update(task, completed=done)
                for lease in leases:
                    lease.hold()
        _finish(runtime, made)
        _swap(volume.folder, made.folder)
    except Contradiction as contradiction:
        console.print(f"Not changed: {contradiction}.")
        return 1
    finally:
        for lease in leases:
            lease.release()
    console.print(f"{size} entries in place again; {proved} signed roots are the same.")
    return 0


def every_root(runtime: Runtime, volume: Volume) -> dict[int, bytes]:
    """Every root that was signed, by size. Raises Contradiction when there are two for one size."""
    verifier = _signer(runtime).verifier
    notes = [row["note"] for row in runtime.db.checkpoints.find({}, {"note": 1})] + list(published(runtime))
    try:
        notes.append(volume.read(CHECKPOINT).decode())
    except FileNotFoundError:
        pass
    return signed_roots(own_notes(notes, verifier), verifier)


def rebuild(runtime: Runtime, made: Volume, size: int, roots: dict[int, bytes]) -> Iterator[tuple[int, int]]:
    """Build a tree of `size` entries in an empty folder; yields (entries so far, signed roots that it has here).

    Raises Contradiction at the first signed root that these entries do not have.
    """
    if roots and max(roots) > size:
        raise Contradiction(f"signed for {max(roots)} entries, and the database has only {size} integrated")
    done = 0
    for end in sorted({*roots, size}):
        while done < end:
            entries = list(read_entries(runtime.db, done, min(end, done + CHUNK)))
            if not entries:
                raise Contradiction(f"entry {done} is missing")
            drop_outgrown(made, advance(made, done, entries))
            done += len(entries)
            yield done, 0
        if end in roots:
            if roots[end] != Tree(made.read_tile, end).root_at(end):
                raise Contradiction(f"the entries do not have the root that was signed for the first {end}")
            yield done, 1


def _finish(runtime: Runtime, made: Volume) -> None:
    made.replace(KEY, f"{_signer(runtime).verifier}\n".encode())
    if row := newest(runtime.db):
        made.replace(CHECKPOINT, whole_note(row).encode())


def _signer(runtime: Runtime) -> Signer:
    return Signer.from_pem(ORIGIN, runtime.settings.secret("log.key"))


def _swap(folder: Path, made: Path) -> None:
    """What was there moves into a folder with the time in its name; the new parts take its place."""
    old = folder / f".before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    old.mkdir()
    for name in PARTS:
        if (folder / name).exists():
            (folder / name).rename(old / name)
        if (made / name).exists():
            (made / name).rename(folder / name)
    if not any(old.iterdir()):
        old.rmdir()


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )
