"""Lists by pages, each found by the key of the last row: the thousandth costs what the first one does.

The order has to be an index's, and ends with `_id`, so that no two rows are equal in it.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from marshmallow import fields, validate
from pymongo.collection import Collection

from .events import Refused
from .schemas import Schema

LIMIT = 25
MOST = 200

Sort = Sequence[tuple[str, int]]


class PageArguments(Schema):
    """What a list's query may say of its page; a list adds its filters."""

    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, MOST))
    after = fields.String(validate=validate.Length(1, 1000), metadata={"description": "`next` dari halaman sebelumnya"})


class Page(Schema):
    """What a list answers; a list adds its `items`."""

    next = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Nilai `after` halaman berikutnya; null pada yang terakhir"},
    )


def page(
    collection: Collection, query: Mapping[str, Any], sort: Sort, arguments: Mapping[str, Any], projection=None
) -> tuple[list[dict], str | None]:
    """The documents of one page in the order `sort`, and where the next page begins.

    `arguments` are those of PageArguments. Raises Refused for an `after` that no page gave.
    """
    order = [*sort] if sort[-1][0] == "_id" else [*sort, ("_id", 1)]
    found = dict(query)
    if arguments.get("after"):
        # Each branch with the whole filter, so that each is a range of the index and MongoDB merges them in order.
        branches = _beyond(order, _read(arguments["after"], len(order)))
        found = {"$or": [{"$and": [query, branch]} for branch in branches]}
    limit = arguments["limit"]
    documents = list(collection.find(found, projection).sort(order).limit(limit + 1))
    following = _place(documents[limit - 1], order) if len(documents) > limit else None
    return documents[:limit], following


def _beyond(order: list[tuple[str, int]], values: list) -> list[dict]:
    """What comes after a row with these values: greater in the first, or equal there and after in the rest."""
    branches = []
    for number, (name, direction) in enumerate(order):
        equal = {before: value for (before, _), value in zip(order[:number], values, strict=False)}
        branches += [{**equal, name: further} for further in _further(name, values[number], direction)]
    return branches


def _further(name: str, value, direction: int) -> list:
    """MongoDB compares within a type only: null, which sorts before everything, is a case of its own.

    An _id is never null, and to ask for one costs the order: MongoDB reads all that is left, and sorts it.
    """
    if direction > 0:
        return [{"$gt": value} if value is not None else {"$ne": None}]
    if name == "_id":
        return [{"$lt": value}]
    return [{"$lt": value}, None] if value is not None else []


def _place(document: dict, order: list[tuple[str, int]]) -> str:
    values = [_value(document, name) for name, _ in order]
    return base64.urlsafe_b64encode(orjson.dumps(values)).rstrip(b"=").decode()


def _value(document: dict, path: str):
    value: Any = document
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _read(after: str, length: int) -> list:
    try:
        values = orjson.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (ValueError, binascii.Error):
        values = None
    if not isinstance(values, list) or len(values) != length or any(isinstance(v, dict | list) for v in values):
        raise Refused("halaman-tidak-dikenal", "Halaman ini tidak dikenal. Mulai lagi dari awal.", "after", status=422)
    return values
