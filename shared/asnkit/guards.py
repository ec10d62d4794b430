"""What may come in at all, looked at before any schema: one place for bodies, addresses and queries.

Schemas say what a field means. This says what is no text, no number and no structure for any of them, so that nothing
unexpected meets a library: depth, numbers beyond what JSON can carry exactly (RFC 7493), characters that no text holds.
"""

import json
import re
from functools import partial
from typing import Any

import orjson
from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter

DEEPEST = 32
LARGEST = 2**53 - 1

_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""No control character, nothing that turns the direction of what stands around it, no half character."""
_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Tabs and line ends are allowed, and what turns the direction, which telephones put around the numbers they copy:
a schema's field takes it out (schemas.Line, Prose, Digits) or refuses it (every other text)."""
NOT_TEXT = "Memuat karakter yang bukan bagian dari teks."
TOO_LARGE = "Bilangan terlalu besar."
TOO_DEEP = "Bersarang terlalu dalam."


class Unreadable(HTTPException):
    """Refused before a schema saw it; `data` is what a schema's refusal has."""

    code = 422

    def __init__(self, location: str, field: str, sentence: str):
        super().__init__(sentence)
        self.data = {"messages": {location: {field: [sentence]}}}


class Whole(IntegerConverter):
    """A number in an address: ASCII digits, as many as MongoDB and JSON can carry."""

    regex = "[0-9]{1,15}"


def register(app: Flask, pasted: bool = False) -> None:
    """Call it before the application has rules. With `pasted`, a query may hold lines: pages take a proof that way."""
    app.url_map.converters["int"] = Whole
    app.before_request(partial(_check_address, _TEXT if pasted else _LINE))


def read_json(body: bytes) -> Any:
    """The body's value. Raises Unreadable, or json.JSONDecodeError where it is no JSON."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        value = _read_oddities(body)
        _check(value)
        raise
    _check(value)
    return value


def _read_oddities(body: bytes) -> Any:
    """What other readers take for JSON, so that a refusal can name the field."""
    try:
        return json.loads(body, parse_int=_number, parse_constant=_no_number)
    except RecursionError:
        raise Unreadable("json", "isi", TOO_DEEP) from None


def _number(digits: str) -> float:
    return int(digits) if len(digits) < 20 else float("inf")


def _no_number(word: str):
    raise json.JSONDecodeError("no JSON", word, 0)


def _check(value: Any) -> None:
    todo: list[tuple[Any, tuple[str, ...]]] = [(value, ())]
    while todo:
        one, path = todo.pop()
        if isinstance(one, str):
            wrong = _TEXT.search(one) and NOT_TEXT
        elif isinstance(one, dict | list):
            wrong = len(path) >= DEEPEST and TOO_DEEP
            if isinstance(one, dict):
                todo += [(name, (*path, "isi")) for name in one if _TEXT.search(name)]
                todo += [(inner, (*path, name)) for name, inner in one.items()]
            else:
                todo += [(inner, (*path, str(number))) for number, inner in enumerate(one)]
        else:
            wrong = isinstance(one, int | float) and not -LARGEST <= one <= LARGEST and TOO_LARGE
        if wrong:
            raise Unreadable("json", ".".join(path[:DEEPEST]) or "isi", wrong)


def _check_address(text: re.Pattern) -> None:
    for name, value in (request.view_args or {}).items():
        if isinstance(value, str) and _LINE.search(value):
            raise Unreadable("path", name, NOT_TEXT)
    for name, value in request.args.items(multi=True):
        if _LINE.search(name) or text.search(value):
            raise Unreadable("query", "isi" if _LINE.search(name) else name, NOT_TEXT)
