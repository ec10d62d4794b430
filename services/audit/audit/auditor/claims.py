"""Whose each claim was when it was last found right, and at which version that stream then was."""

import sqlite3
from collections.abc import Iterator

PAGE = 5_000

Claim = tuple[str, int]
"""(stream, version)."""


class Claims:
    """Those of one service, in an SQLite file; whoever opened that also commits."""

    def __init__(self, file: sqlite3.Connection, service: str):
        self._file, self._service = file, service
        columns = "(service TEXT, key TEXT, stream TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (service, key))"
        file.execute(f"CREATE TABLE IF NOT EXISTS claim {columns} WITHOUT ROWID")
        file.execute("CREATE INDEX IF NOT EXISTS claim_of ON claim (service, stream)")

    def get(self, key: str) -> Claim | None:
        asked = "SELECT stream, version FROM claim WHERE service = ? AND key = ?"
        return self._file.execute(asked, (self._service, key)).fetchone()

    def items(self) -> Iterator[tuple[str, Claim]]:
        """In the order of the keys; what is written meanwhile behind the last one is seen."""
        asked = "SELECT key, stream, version FROM claim WHERE service = ? AND key > ? ORDER BY key LIMIT ?"
        after = ""
        while page := self._file.execute(asked, (self._service, after, PAGE)).fetchall():
            yield from ((key, (stream, version)) for key, stream, version in page)
            after = page[-1][0]

    def of(self, stream: str) -> list[str]:
        """The keys of this stream's claims."""
        asked = "SELECT key FROM claim WHERE service = ? AND stream = ?"
        return [key for (key,) in self._file.execute(asked, (self._service, stream))]

    def put(self, key: str, claim: Claim) -> None:
        self._file.execute("INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?)", (self._service, key, *claim))

    def drop(self, key: str) -> None:
        self._file.execute("DELETE FROM claim WHERE service = ? AND key = ?", (self._service, key))
