"""A mapping of text to JSON that does not grow in memory: what is not at hand lies in a file.

Of its own accord that is a temporary file, which belongs to this process alone, has no name, and is gone with it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping

AT_HAND = 20_000


class Shelf(MutableMapping):
    """Keys come back in their order (code points).

    `file` is an open SQLite database that is to have it as the table `name`; whoever opened it also commits.
    """

    def __init__(self, at_hand: int = AT_HAND, file: sqlite3.Connection | None = None, name: str = "shelf"):
        self._limit = at_hand
        self._held: dict[str, dict | None] = {}
        self._changed: set[str] = set()
        self._own = file is None
        self._file = file or sqlite3.connect("", isolation_level=None, check_same_thread=False)
        if self._own:
            self._file.execute("PRAGMA journal_mode = OFF")
        self._name = '"' + name.replace('"', '""') + '"'
        columns = "(key TEXT PRIMARY KEY, content TEXT NOT NULL)"
        self._file.execute(f"CREATE TABLE IF NOT EXISTS {self._name} {columns} WITHOUT ROWID")

    def __getitem__(self, key: str) -> dict:
        if key not in self._held:
            found = self._file.execute(f"SELECT content FROM {self._name} WHERE key = ?", (key,)).fetchone()
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
        self.put_away()
        return self._file.execute(f"SELECT count(*) FROM {self._name}").fetchone()[0]

    def items(self, after: str = "", limit: int = -1) -> Iterator[tuple[str, dict]]:
        """Pairs in order; `after` a key, at most `limit` (-1: all)."""
        self.put_away()
        asked = f"SELECT key, content FROM {self._name} WHERE key > ? ORDER BY key LIMIT ?"
        for key, content in self._file.execute(asked, (after, limit)):
            yield key, json.loads(content)

    def put_away(self) -> None:
        """Write what is at hand into the file."""
        kept = [(key, json.dumps(self._held[key])) for key in self._changed if self._held[key] is not None]
        gone = [(key,) for key in self._changed if self._held[key] is None]
        if self._own:
            self._file.execute("BEGIN")
        self._file.executemany(f"INSERT OR REPLACE INTO {self._name} VALUES (?, ?)", kept)
        self._file.executemany(f"DELETE FROM {self._name} WHERE key = ?", gone)
        if self._own:
            self._file.execute("COMMIT")
        self._held.clear()
        self._changed.clear()

    def close(self) -> None:
        if self._own:
            self._file.close()

    def _hold(self, key: str, content: dict | None) -> None:
        if len(self._held) >= self._limit and key not in self._held:
            self.put_away()
        self._held[key] = content


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
