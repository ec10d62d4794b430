"""What a round leaves for the next one: how far the log was read, and what its events had made by then.

One SQLite file in the auditor's folder, written in one transaction a round. A round that found something, or that
died, leaves it as it was; a whole round begins a new one, which takes its place when nothing was found.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

from asnkit.shelf import Shelf

from .seen import Seen

FORM = 2
"""Another number where what is kept has another form: then it is made anew."""
AT_HAND = 2_000


class Kept:
    """`rules` names the rules that made what is there; others begin anew. `keep` keeps what a round made."""

    def __init__(self, file: Path, rules: str, whole: bool):
        self._place, self._rules = file, f"{FORM} {rules}"
        self.whole = whole or not self._continues()
        self._written = file.with_suffix(".new") if self.whole else file
        if self.whole:
            self._written.unlink(missing_ok=True)
        self._file = sqlite3.connect(self._written, isolation_level=None, check_same_thread=False)
        self._file.execute("CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        self._file.execute("BEGIN IMMEDIATE")
        self._shelves: dict[str, Shelf] = {}

    def about(self, name: str, otherwise: Any) -> Any:
        found = self._file.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return json.loads(found[0]) if found else otherwise

    def note(self, name: str, value: Any) -> None:
        self._file.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, json.dumps(value)))

    def shelf(self, name: str) -> Shelf:
        if name not in self._shelves:
            self._shelves[name] = Shelf(AT_HAND, self._file, name)
        return self._shelves[name]

    def seen(self, name: str) -> Seen:
        return Seen(self._file, f"seen {name}")

    def keep(self) -> None:
        for shelf in self._shelves.values():
            shelf.put_away()
        self.note("rules", self._rules)
        self._file.execute("COMMIT")
        self._written.replace(self._place)

    def close(self) -> None:
        """What was not kept is forgotten."""
        self._file.close()
        if self.whole:
            self._written.unlink(missing_ok=True)

    def _continues(self) -> bool:
        """Whether there is something of these rules; a file that cannot be read is nothing."""
        if not self._place.exists():
            return False
        file = sqlite3.connect(self._place)
        try:
            found = file.execute("SELECT value FROM about WHERE name = 'rules'").fetchone()
            return found is not None and json.loads(found[0]) == self._rules
        except (sqlite3.DatabaseError, ValueError):
            return False
        finally:
            file.close()
