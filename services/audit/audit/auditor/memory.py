"""What the standing auditor remembers between rounds, in a folder that no service can write.

leaves            32 bytes for every entry that it ever saw, in the log's order
checkpoints       every checkpoint that it ever saw, from wherever, one JSON object a line: size, root, note
key               the log's verifier key as it was first seen
waiting.json      events that are not in the log, and since when
reports/          the result of each round, the last hundred
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tlog.checkpoints import Checkpoint

HASH_BYTES = 32
REPORTS = 100


class Memory:
    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "reports").mkdir(parents=True, exist_ok=True)
        self._leaves, self._checkpoints = folder / "leaves", folder / "checkpoints"
        for file in (self._leaves, self._checkpoints):
            file.touch()
        self.signed: dict[int, set[bytes]] = {}
        """Every root that was ever signed, by size; their signatures were checked when they were first seen."""
        for line in self._checkpoints.read_text().splitlines():
            known = json.loads(line)
            self.signed.setdefault(known["size"], set()).add(bytes.fromhex(known["root"]))

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
        known = {"size": checkpoint.size, "root": checkpoint.root.hex(), "note": note}
        with open(self._checkpoints, "a") as file:
            file.write(json.dumps(known) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.signed.setdefault(checkpoint.size, set()).add(checkpoint.root)

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
