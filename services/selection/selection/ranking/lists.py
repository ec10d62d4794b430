"""Reading kept lists: index and pages by their hashes, each verified. Raises content.ContentChanged."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from asnkit import content
from pymongo.database import Database

from .listing import ROWS_A_PAGE


def put(db: Database, pages: Iterable[bytes], index: bytes) -> None:
    """Keep a list before the event that names it: it may be too large for the event's transaction."""
    for page in pages:
        content.put(db, page)
    content.put(db, index)


def index(db: Database, digest: str) -> dict:
    """The index of a list, {…, pages: [{rows, sha256}]}."""
    return orjson.loads(content.read(db, digest))


def part(db: Database, pages: list[dict], offset: int, limit: int) -> list[Any]:
    """Rows `offset` and on; only the pages that they are on are read."""
    first = offset // ROWS_A_PAGE
    beyond = -(-(offset + limit) // ROWS_A_PAGE)
    rows = [row for page in pages[first:beyond] for row in _rows(db, page)]
    begin = offset - first * ROWS_A_PAGE
    return rows[begin : begin + limit]


def every(db: Database, pages: list[dict]) -> Iterator[Any]:
    """All rows, page by page."""
    for page in pages:
        yield from _rows(db, page)


def _rows(db: Database, page: dict) -> list[Any]:
    return orjson.loads(content.read(db, page["sha256"]))
