"""Lists as every page shows them: pages of 25, filters in the address, and the same rows as a sheet."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

import requests
from asnkit.sheet import writing
from asnkit.sheet.writing import Cell
from flask import Flask, Response, request
from flask_babel import gettext as _
from markupsafe import Markup, escape

from .client import Problem

PAGE = 25
MOST_PAGES = 40_000
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(?P<name>t[dh])(?P<more>[^>]*)>")
PLACES = ("hal", "setelah")
"""Where one is in a list; a change of its filters starts at the beginning."""


@dataclass(frozen=True)
class Page:
    """One page of a list; `number` counts from 1."""

    items: Sequence
    total: int
    number: int
    size: int = PAGE

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def shown(self) -> list[int]:
        """Numbers to link to, 0 for a gap: 1 … 4 5 6 … 43."""
        near = {1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)}
        numbers: list[int] = []
        for number in sorted(near):
            if numbers and number - numbers[-1] > 1:
                numbers.append(0)
            numbers.append(number)
        return numbers


@dataclass(frozen=True)
class Stretch:
    """One page of a list whose pages are found by the key of the row before; `next` begins the following one."""

    items: Sequence
    total: int | None
    """None where the service does not count them."""
    next: str | None

    @property
    def begun(self) -> bool:
        """Whether this is the first page."""
        return not after()


@dataclass(frozen=True)
class Chip:
    """A filter that is in force, and the address without it."""

    label: str
    without: str


def register(app: Flask) -> None:
    app.jinja_env.globals.update(address_with=address_with, csv_address=csv_address, cards=cards)


def cards(rows: str, columns: Sequence) -> Markup:
    """A table's rows with each cell's column in it, for a screen on which they stand as cards.

    The roles say what the elements are no more once they are no longer laid out as a table.
    """
    words = [escape(column["word"] if isinstance(column, dict) else column) for column in columns]

    def row(found: re.Match) -> str:
        places = iter(words)

        def cell(found: re.Match) -> str:
            word = next(places, "")
            if found["name"] == "th":
                return f'<th role="rowheader"{found["more"]}>'
            label = f' data-label="{word}"' if word and "colspan" not in found["more"] else ""
            return f'<td role="cell"{label}{found["more"]}>'

        return CELL.sub(cell, found[0].replace("<tr", '<tr role="row"', 1))

    return Markup(ROW.sub(row, str(rows)))  # the rows are a template's own, and the words are escaped


def page_number() -> int:
    """The page that the address asks for; nonsense is page 1."""
    wanted = request.args.get("hal", "1")
    return min(max(1, int(wanted)), MOST_PAGES) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 7 else 1


def after() -> str:
    """Where the page begins that the address asks for; "" is the first one."""
    return request.args.get("setelah", "")[:1000]


def stretch(found: dict) -> Stretch:
    """A service's answer as a page."""
    return Stretch(found["items"], found.get("total"), found["next"])


def offset(size: int = PAGE) -> int:
    return (page_number() - 1) * size


def part(rows: Sequence, size: int = PAGE) -> Page:
    """The wanted page of rows that are all here."""
    return Page(rows[offset(size) : offset(size) + size], len(rows), page_number(), size)


def address_with(**changes) -> str:
    """This page's address with other arguments; None takes one out. A change of filter starts at page 1."""
    values = {name: value for name, value in request.args.items() if value and (name not in PLACES or name in changes)}
    values |= changes
    query = urlencode({name: value for name, value in values.items() if value not in (None, "")})
    return f"{request.path}?{query}" if query else request.path


def csv_address(**changes) -> str:
    """The address of the same rows as a file, from their first page on: this one with .csv."""
    where, mark, query = address_with(sebelum=None, setelah=None, **changes).partition("?")
    return f"{where}.csv{mark}{query}"


def chips(labels: dict[str, str]) -> list[Chip]:
    """For each argument of the address that is set, a chip with its label."""
    return [Chip(label, address_with(**{name: None})) for name, label in labels.items() if request.args.get(name)]


def sheet_answer(form: str, name: str, columns: Sequence[str], rows: Iterable[Sequence]) -> Response:
    """All rows as a file, "csv" or "xlsx"; made whole, so that a service that is away in between leaves no half list.

    Raises Problem where a workbook would have too many rows.
    """
    titles, cells = [str(column) for column in columns], ([_cell(one) for one in row] for row in rows)
    try:
        made = writing.workbook(titles, cells) if form == writing.XLSX else b"".join(writing.csv_pieces(titles, cells))
    except writing.TooLong:
        sentence = _("Daftar ini terlalu panjang untuk XLSX; unduh sebagai CSV.")
        raise Problem(422, "daftar-terlalu-panjang", [("", sentence)]) from None
    return _file(made, writing.MEDIA_TYPES[form], f"{name}.{form}")


def passed_on(answer: requests.Response) -> Response:
    """A file that a service made, as it comes."""
    headers = {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition")}
    return Response(answer.iter_content(65_536), headers=headers)


def json_answer(name: str, content) -> Response:
    return _file(json.dumps(content, ensure_ascii=False, indent=1).encode(), "application/json", f"{name}.json")


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _cell(value) -> Cell:
    """Numbers stay numbers; words of the catalogue become text."""
    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return value
    return str(value)
