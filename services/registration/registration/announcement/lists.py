"""The list behind an announcement of registration: who stands on it, which versions were counted, and its bytes.

It is made once, when the announcement is, from the verdicts as they are then, and kept by its hash: what happens to
an application afterwards changes nothing on it. For the file check the first verdict counts, after objections the last.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from asnkit.content import read
from pymongo.database import Database

from .domain import FILE_CHECK

LISTS_AT_HAND = 4


class Listed(NamedTuple):
    """One line: `counted` is the application's "<stream>@<version>" on which it stands."""

    participant_no: str
    code: str
    counted: str


def listed(applications: Iterable[Mapping[str, Any]], stage: str) -> list[Listed]:
    """In the order of the participant numbers.

    `applications` are {stream, version, participant_no, status, first_verdict, verdict} of whatever was submitted;
    one that is withdrawn is not on the list.
    """
    name = "first_verdict" if stage == FILE_CHECK else "verdict"
    return sorted(
        Listed(one["participant_no"], one[name], f"{one['stream']}@{one['version']}")
        for one in applications
        if one["status"] != "withdrawn" and one[name]
    )


def counts(lines: list[Listed]) -> dict[str, int]:
    codes = [line.code for line in lines]
    return {code: codes.count(code) for code in ("MS", "TMS")}


def exact(lines: list[Listed]) -> bytes:
    """What everyone may read, as JSON without spaces: [["24…","MS"],…]."""
    return _json([[line.participant_no, line.code] for line in lines])


def counted(lines: list[Listed]) -> bytes:
    """What an auditor may read: the version of each application that was counted, with its line."""
    return _json([[line.counted, line.participant_no, line.code] for line in lines])


_at_hand: dict[str, "Rows"] = {}


class Rows:
    """The rows of one list that was announced, from the bytes that were hashed."""

    def __init__(self, content: bytes):
        self.rows: list[list[str]] = json.loads(content)

    def of(self, participant_no: str) -> list[list[str]]:
        """The row of this number, or none."""
        place = bisect_left(self.rows, [participant_no])
        return [row for row in self.rows[place : place + 1] if row[0] == participant_no]


def moved(before: Rows, after: Rows) -> list[tuple[str, str | None, str | None]]:
    """(number, code before, code now) of whoever stands otherwise than before, by number; None for who is not on it."""
    old, new = dict(before.rows), dict(after.rows)
    numbers = sorted(old.keys() | new.keys())
    return [(one, old.get(one), new.get(one)) for one in numbers if old.get(one) != new.get(one)]


def rows_of(db: Database, digest: str) -> Rows:
    """Verified and parsed once in this process: what lies under a hash never changes. Raises ContentChanged."""
    rows = _at_hand.get(digest)
    if rows is None:
        rows = _at_hand[digest] = Rows(read(db, digest))
        for oldest in list(_at_hand)[:-LISTS_AT_HAND]:
            _at_hand.pop(oldest, None)
    return rows


def _json(value) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True).encode()
