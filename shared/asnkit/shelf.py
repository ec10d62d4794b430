"""A mapping of text to JSON that does not grow in memory: what is not at hand lies in a temporary file.

The file belongs to this process alone, has no name, and is gone with it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping

AT_HAND = 20_000


class Shelf(MutableMapping):
    """Keys come back in their order (code points)."""

    def __init__(self, at_hand: int = AT_HAND):
        self._limit = at_hand
        self._held: dict[str, dict | None] = {}
        self._changed: set[str] = set()
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("CREATE TABLE shelf (key TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID")

    def __getitem__(self, key: str) -> dict:
        if key not in self._held:
            found = self._file.execute("SELECT content FROM shelf WHERE key = ?", (key,)).fetchone()
            self._hold(key, json.loads(found[0]) if found else None)
        content = self._held[key]
        if content is None:
            raise KeyError(key)
        return content

    def __setitem__(self, key: str, content: dict) -> None:
        self._hold(key, content)
        self._changed.add(key)

    def __delitem__(self, key: str) -> None:
        self[key]
        self._held[key] = None
        self._changed.add(key)

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.items())

    def __len__(self) -> int:
        self._put_away()
        return self._file.execute("SELECT count(*) FROM shelf").fetchone()[0]

    def items(self, after: str = "", limit: int = -1) -> Iterator[tuple[str, dict]]:
        """Pairs in order; `after` a key, at most `limit` (-1: all)."""
        self._put_away()
        found = self._file.execute("SELECT key, content FROM shelf WHERE key > ? ORDER BY key LIMIT ?", (after, limit))
        for key, content in found:
            yield key, json.loads(content)

    def close(self) -> None:
        self._file.close()

    def _hold(self, key: str, content: dict | None) -> None:
        if len(self._held) >= self._limit and key not in self._held:
            self._put_away()
        self._held[key] = content

    def _put_away(self) -> None:
        kept = [(key, json.dumps(self._held[key])) for key in self._changed if self._held[key] is not None]
        gone = [(key,) for key in self._changed if self._held[key] is None]
        self._file.execute("BEGIN")
        self._file.executemany("INSERT OR REPLACE INTO shelf VALUES (?, ?)", kept)
        self._file.executemany("DELETE FROM shelf WHERE key = ?", gone)
        self._file.execute("COMMIT")
        self._held.clear()
        self._changed.clear()


def merged(
    first: Iterable[tuple[str, dict]], second: Iterable[tuple[str, dict]]
) -> Iterator[tuple[str, dict | None, dict | None]]:
    """(key, content in the first, content in the second) of two that come in the order of their keys."""
    one, other = iter(first), iter(second)
    left, right = next(one, None), next(other, None)
    while left or right:
        if right is None or (left and left[0] < right[0]):
            yield left[0], left[1], None
            left = next(one, None)
        elif left is None or right[0] < left[0]:
            yield right[0], None, right[1]
            right = next(other, None)
        else:
            yield left[0], left[1], right[1]
            left, right = next(one, None), next(other, None)
