"""A list as a file that a spreadsheet opens, keeps and computes nothing of: CSV or XLSX, of the same rows.

A cell is None, an int, a Decimal or a text. In a CSV a number has a decimal comma, and a text that a program would take
for a formula or rewrite (a long number, leading zeros, 1E5, 3/4) begins with an apostrophe, which `table.read` takes
away again; in a workbook numbers are numbers and texts are texts.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import xlsxwriter

from ..text import clean
from .signs import unmark

CSV, XLSX = "csv", "xlsx"
FORMS = (CSV, XLSX)
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS = 20_000
"""In a workbook, which takes some fifty microseconds a cell and is made whole before it is sent. A CSV has no end."""
MOST_TEXT = 32_767
"""Characters in a cell of Excel."""
PIECE_ROWS = 500
Cell = str | int | Decimal | None

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_REWRITTEN = re.compile(
    r"[0-9]{12,}|0[0-9]+|[0-9][0-9.,]*e[-+]?[0-9]+|[0-9]{1,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{2})?", re.IGNORECASE
)


class TooLong(Exception):
    """The list has more rows than a workbook gets here."""


def csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """BOM, `;`, CRLF: what Indonesian Excel opens with a click."""
    yield b"\xef\xbb\xbf" + _lines([columns])
    piece: list[Sequence[Cell]] = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE_ROWS:
            yield _lines(piece)
            piece = []
    if piece:
        yield _lines(piece)


def columns_of(piece: bytes) -> list[str]:
    """The headings of the CSV that begins with `piece`, the first of `csv_pieces`."""
    return next(csv.reader([piece.partition(b"\r\n")[0].decode("utf-8-sig")], delimiter=";"))


def workbook(columns: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "Daftar") -> bytes:
    """One sheet; its first row are the headings. Raises TooLong."""
    with tempfile.TemporaryDirectory() as folder:
        made = io.BytesIO()
        book = xlsxwriter.Workbook(made, {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet(title[:31])
        plain, text, heading = map(book.add_format, ({}, {"num_format": "@"}, {"num_format": "@", "bold": True}))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 18, text)
        for number, row in enumerate(_numbered(columns, rows)):
            for column, cell in enumerate(row):
                if isinstance(cell, int | Decimal):
                    sheet.write_number(number, column, cell, plain)
                elif cell:
                    sheet.write_string(number, column, _text(cell, number, column), text if number else heading)
        book.close()
    return made.getvalue()


def _numbered(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """The headings, then the rows, as many as a workbook gets."""
    yield columns
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            raise TooLong
        yield row


def _text(cell: str, row: int, column: int) -> str:
    shown = f"'{clean(cell)}" if _is_marked(cell) else cell.strip()
    if len(shown) > MOST_TEXT:
        raise ValueError(f"row {row + 1}, column {column + 1}: a text of {len(shown)} characters")
    return shown


def _lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([[_csv(cell) for cell in row] for row in rows])
    return text.getvalue().encode()


def _csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, int):
        return str(cell)
    cell = cell.strip()
    marked = cell.startswith(_FORMULA) or _REWRITTEN.fullmatch(cell) or _is_marked(cell)
    return f"'{clean(cell)}" if marked else cell


def _is_marked(cell: str) -> bool:
    """Whether the reader would take a sign of this text for a mark; it gets one more."""
    plain = clean(cell)
    return unmark(plain) != plain
