"""What the standing auditor remembers between rounds, in a folder that no service can write.

leaves            32 bytes for every entry that it ever saw, in the log's order
checkpoints/      every checkpoint that it ever saw, from wherever
key               the log's verifier key as it was first seen
waiting.json      events that are not in the log, and since when
reports/          the result of each round, the last hundred
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tlog.checkpoints import Checkpoint, open_checkpoint

HASH_BYTES = 32
REPORTS = 100


class Memory:
    def __init__(self, folder: Path):
        self.folder = folder
        for part in ("checkpoints", "reports"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        self._leaves = folder / "leaves"
        self._leaves.touch()

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

    def keep(self, checkpoint: Checkpoint, note: str) -> bool:
        """Keep a checkpoint; false when it was known."""
        file = self.folder / "checkpoints" / f"{checkpoint.size}-{checkpoint.root.hex()[:16]}"
        if file.exists():
            return False
        _write(file, note)
        return True

    def checkpoints(self, key: str) -> dict[int, set[bytes]]:
        """Every root that was ever signed, by size."""
        found: dict[int, set[bytes]] = {}
        for file in (self.folder / "checkpoints").iterdir():
            checkpoint = open_checkpoint(file.read_text(), key)
            found.setdefault(checkpoint.size, set()).add(checkpoint.root)
        return found

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
