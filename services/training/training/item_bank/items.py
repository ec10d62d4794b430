"""The list of an edition, kept under its hash: [{id, text, options, key}], `key` the number of the right option from 0.

An item that is written again word for word keeps its id, so that what is known of it goes on.
"""

import uuid
from collections.abc import Mapping, Sequence

import orjson
from asnkit import content
from pymongo.database import Database

TOLD = ("id", "text", "options")
"""What whoever sits a test may read of an item."""


def listed(written: Sequence[Mapping], before: Sequence[Mapping]) -> bytes:
    """The bytes of a list; `before` are the items of the edition in use."""
    known = {_words(item): item["id"] for item in before}
    made = [{"id": known.get(_words(item)) or str(uuid.uuid4()), **item} for item in written]
    return orjson.dumps(made, option=orjson.OPT_SORT_KEYS)


def read(db: Database, digest: str) -> list[dict]:
    """Raises content.ContentChanged."""
    return orjson.loads(content.read(db, digest))


def _words(item: Mapping) -> tuple:
    return item["text"], tuple(item["options"]), item["key"]
