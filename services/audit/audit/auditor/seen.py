"""Of everything that was found right, a short hash of its bytes: while they stay the same, so does the verdict.

The hashes of neighbouring keys lie together in a slab, with one hash over all their documents' bytes from when they
were noted together, or a scan found them all as they were. A slab whose documents still have it costs nothing more.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator

from .live import DIGEST_BYTES, Live, digest

SLAB = 512
AT_ONCE = 2 * SLAB
DOUBTED = bytes(DIGEST_BYTES)
"""No document has it: what is in doubt is looked at, whatever its bytes are."""


class Seen:
    """Keys with the hash of each, as the table `name` of an SQLite file; whoever opened that also commits."""

    def __init__(self, file: sqlite3.Connection, name: str):
        self._file, self._name = file, f'"{name}"'
        columns = "(first TEXT PRIMARY KEY, whole BLOB, keys TEXT NOT NULL, digests BLOB NOT NULL)"
        file.execute(f"CREATE TABLE IF NOT EXISTS {self._name} {columns}")

    def scan(self, live: Live) -> Iterator[tuple[str, bytes | None]]:
        """What is not as it was seen: its bytes now, None where it is gone. What is right may be noted meanwhile."""
        slabs = self._file.execute(f"SELECT first, whole FROM {self._name} ORDER BY first").fetchall()
        if not slabs:
            yield from live.everything()
            return
        walk = live.walk()
        for number, (first, whole) in enumerate(slabs):
            bound = slabs[number + 1][0] if number + 1 < len(slabs) else None
            if walk.hash_below(bound) != whole:
                yield from self._inside(first, live.items(first if number else "", bound))
        live.passed += walk.passed

    def note(self, pairs: Iterable[tuple[str, bytes | None]]) -> None:
        """These are right with these bytes; None: right in being gone."""
        raws = dict(pairs)
        self._change({key: raw and digest(raw) for key, raw in raws.items()}, raws)

    def doubt(self, keys: Iterable[str]) -> None:
        """These are to be looked at by the next scan, also where nothing is stored under them."""
        self._change(dict.fromkeys(keys, DOUBTED), {})

    def _inside(self, first: str, documents: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes | None]]:
        """One slab, document by document."""
        held, same, together = self._held(first), True, hashlib.sha256()
        for key, raw in documents:
            together.update(raw)
            if held.pop(key, None) != digest(raw):
                same = False
                yield key, raw
        for key in held:
            yield key, None
        if same and not held:
            self._file.execute(f"UPDATE {self._name} SET whole = ? WHERE first = ?", (together.digest(), first))

    def _change(self, changes: dict[str, bytes | None], raws: dict[str, bytes | None]) -> None:
        """Hashes by key, None for what is dropped; `raws` has the bytes where they are at hand."""
        keys, at = sorted(changes), 0
        while at < len(keys):
            first, bound = self._slab_of(keys[at])
            end = at + 1
            while end < len(keys) and (bound is None or keys[end] < bound):
                end += 1
            held = self._held(first)
            if len(held) >= SLAB and keys[at] > max(held):
                held = {}  # a full slab stays as it is: what follows it begins another
            else:
                self._file.execute(f"DELETE FROM {self._name} WHERE first = ?", (first,))
            for key in keys[at:end]:
                if changes[key] is None:
                    held.pop(key, None)
                else:
                    held[key] = changes[key]
            self._write(held, raws)
            at = end

    def _slab_of(self, key: str) -> tuple[str | None, str | None]:
        """(first key of the slab that this key belongs to, first key of the next one)."""
        first = self._one("SELECT max(first) FROM {} WHERE first <= ?", key)
        if first is None:
            first = self._one("SELECT min(first) FROM {} WHERE first > ?", key)
        return first, first and self._one("SELECT min(first) FROM {} WHERE first > ?", first)

    def _one(self, asked: str, key: str) -> str | None:
        return self._file.execute(asked.format(self._name), (key,)).fetchone()[0]

    def _held(self, first: str | None) -> dict[str, bytes]:
        found = self._file.execute(f"SELECT keys, digests FROM {self._name} WHERE first = ?", (first,)).fetchone()
        if found is None:
            return {}
        keys, digests = json.loads(found[0]), found[1]
        starts = range(0, len(digests), DIGEST_BYTES)
        return {key: digests[at : at + DIGEST_BYTES] for key, at in zip(keys, starts, strict=True)}

    def _write(self, held: dict[str, bytes], raws: dict[str, bytes | None]) -> None:
        keys = sorted(held)
        for at in range(0, len(keys), SLAB):
            part = keys[at : at + SLAB]
            whole = _together(raws[key] for key in part) if raws.keys() >= set(part) else None
            row = (part[0], whole, json.dumps(part), b"".join(held[key] for key in part))
            self._file.execute(f"INSERT INTO {self._name} VALUES (?, ?, ?, ?)", row)


class Noted:
    """What is right is noted in `seen`, as much at once as fills whole slabs."""

    def __init__(self, seen: Seen):
        self.seen = seen
        self._held: list[tuple[str, bytes | None]] = []

    def note(self, key: str, raw: bytes | None) -> None:
        self._held.append((key, raw))
        if len(self._held) >= AT_ONCE:
            self.end()

    def end(self) -> None:
        self.seen.note(self._held)
        self._held = []


def _together(raws: Iterable[bytes]) -> bytes:
    found = hashlib.sha256()
    for raw in raws:
        found.update(raw)
    return found.digest()
