"""What the standing auditor remembers between rounds, in a folder that no service can write.

leaves            32 bytes for every entry that it ever saw, in the log's order
known             every checkpoint that it ever saw, from wherever: size, root, note; claims (SQLite)
whole-on          the day of the last whole round of the schedule
troubled          there when the last round found something
folds             how far the log was read and what its events had made by then (kept.py)
key               the log's verifier key as it was first seen
waiting.json      events that are not in the log, and since when
reports/          the result of each round, the last hundred
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tlog.checkpoints import Checkpoint

from .claims import Claims
from .kept import Kept

HASH_BYTES = 32
REPORTS = 100


class Memory:
    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "reports").mkdir(parents=True, exist_ok=True)
        self._leaves = folder / "leaves"
        self._leaves.touch()
        self._known = sqlite3.connect(folder / "known", isolation_level=None, check_same_thread=False)
        columns = "(size INTEGER NOT NULL, root TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (size, root))"
        self._known.execute(f"CREATE TABLE IF NOT EXISTS signed {columns}")
        twice = "SELECT size FROM signed GROUP BY size HAVING count(*) > 1"
        self._twice = {size for (size,) in self._known.execute(twice)}

    def signed_for(self, size: int) -> list[bytes]:
        """Every root that was ever signed for this size; the signatures were checked when they were first seen."""
        found = self._known.execute("SELECT root FROM signed WHERE size = ?", (size,))
        return [bytes.fromhex(root) for (root,) in found]

    def signed_above(self, size: int, most: int = 100) -> list[int]:
        """The sizes above this one that were signed, the first ones."""
        asked = "SELECT DISTINCT size FROM signed WHERE size > ? ORDER BY size LIMIT ?"
        return [one for (one,) in self._known.execute(asked, (size, most))]

    def newest_signed(self) -> int:
        return self._known.execute("SELECT coalesce(max(size), 0) FROM signed").fetchone()[0]

    def signed_twice(self) -> list[tuple[int, int]]:
        """(size, how many roots) where there is more than one."""
        return [(size, len(self.signed_for(size))) for size in sorted(self._twice)]

    @property
    def size(self) -> int:
        """How many entries it has ever seen."""
        return self._leaves.stat().st_size // HASH_BYTES

    def leaves(self, since: int = 0) -> Iterator[bytes]:
        """The leaf hashes of the entries from number `since` on."""
        with open(self._leaves, "rb") as file:
            file.seek(since * HASH_BYTES)
            while len(leaf := file.read(HASH_BYTES)) == HASH_BYTES:
                yield leaf

    def remember(self, leaves: list[bytes]) -> None:
        """New entries behind the known ones."""
        with open(self._leaves, "r+b") as file:
            file.seek(self.size * HASH_BYTES)
            file.write(b"".join(leaves))
            file.flush()
            os.fsync(file.fileno())

    def key(self, shown: str) -> str:
        """The key as it was first seen; the first one that is shown is believed."""
        file = self.folder / "key"
        if not file.exists():
            _write(file, shown)
        return file.read_text()

    def keep(self, checkpoint: Checkpoint, note: str) -> None:
        """Keep a checkpoint whose signature was checked."""
        row = (checkpoint.size, checkpoint.root.hex(), note)
        self._known.execute("INSERT OR IGNORE INTO signed VALUES (?, ?, ?)", row)
        if len(self.signed_for(checkpoint.size)) > 1:
            self._twice.add(checkpoint.size)

    @contextmanager
    def claims(self, service: str) -> Iterator[Claims]:
        """What is remembered of a service's claims, whatever a round finds: who writes remembers only what is right."""
        self._known.execute("BEGIN IMMEDIATE")
        try:
            yield Claims(self._known, service)
            self._known.execute("COMMIT")
        except BaseException:
            self._known.execute("ROLLBACK")
            raise

    @property
    def troubled(self) -> bool:
        """Whether the last round found something that the next one has to look at wholly."""
        return (self.folder / "troubled").exists()

    @troubled.setter
    def troubled(self, found: bool) -> None:
        file = self.folder / "troubled"
        file.touch() if found else file.unlink(missing_ok=True)

    @property
    def whole_on(self) -> str:
        """The day of the last whole round of the schedule, as 2026-08-01; "" before the first."""
        file = self.folder / "whole-on"
        return file.read_text() if file.exists() else ""

    @whole_on.setter
    def whole_on(self, day: str) -> None:
        _write(self.folder / "whole-on", day)

    def folds(self, rules: str, whole: bool) -> Kept:
        """What the last good round left; with `whole`, nothing."""
        return Kept(self.folder / "folds", rules, whole)

    def waiting(self, missing: list[str]) -> dict[str, float]:
        """Since how many seconds each of these events has been missing; those that came are forgotten."""
        file, now = self.folder / "waiting.json", datetime.now(UTC)
        before = json.loads(file.read_text()) if file.exists() else {}
        since = {event: before.get(event, now.isoformat()) for event in missing}
        _write(file, json.dumps(since))
        return {event: (now - datetime.fromisoformat(first)).total_seconds() for event, first in since.items()}

    def report(self, name: str, content: dict) -> None:
        _write(self.folder / "reports" / f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))
        for old in sorted((self.folder / "reports").glob("*.json"))[:-REPORTS]:
            old.unlink()


def _write(file: Path, text: str) -> None:
    part = file.with_name(file.name + ".part")
    part.write_text(text)
    part.replace(file)
