"""A ranking's list as bytes: pages of rows, and one index that names them. Pure.

Page and index are canonical JSON (RFC 8785), each named by its SHA-256. The index says the line, its seats and its
weights, so its hash, the `list_sha256` of events, covers rows, quota and weights.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ..rules import ruleset

ROWS_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class Listing:
    """`head` is the index without its pages, `counts` people by code."""

    head: dict
    index: bytes
    pages: tuple[bytes, ...]
    rows: int
    counts: dict[str, int]

    @property
    def sha256(self) -> str:
        return sha256(self.index).hexdigest()


def pack(head: dict, rows: Sequence[dict]) -> Listing:
    pages = paged(rows)
    index = {**head, "pages": named(pages)}
    return Listing(head, ruleset.canonical(index), tuple(page for page, _ in pages), len(rows), counts(rows))


def paged(rows: Sequence[Any]) -> list[tuple[bytes, int]]:
    """(bytes, number of rows) of each page."""
    parts = (rows[start : start + ROWS_A_PAGE] for start in range(0, len(rows), ROWS_A_PAGE))
    return [(ruleset.canonical(part), len(part)) for part in parts]


def named(pages: Iterable[tuple[bytes, int]]) -> list[dict]:
    """How an index names its pages: [{rows, sha256}]."""
    return [{"rows": rows, "sha256": sha256(page).hexdigest()} for page, rows in pages]


def counts(rows: Iterable[dict]) -> dict[str, int]:
    """People by code."""
    return dict(sorted(Counter(row["code"] for row in rows).items()))
