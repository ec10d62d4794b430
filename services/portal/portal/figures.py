"""Pages of figures as files: each table as CSV and XLSX, the numbers as JSON, and all of it on the office's paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import Response
from flask_babel import gettext as _

from .formats import decimal, number
from .printed import MARGIN, Letter

ROOM = 210 - 2 * MARGIN
FIRST, NARROW = (35, 95), 15
"""In mm: the first column at the least and at the most, and a column of numbers."""


@dataclass(frozen=True)
class Table:
    """Rows as a sheet has them: numbers, texts, and "" for what is held back."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence]


def paper(name: str, title: str, told: Sequence[str], tables: Sequence[Table], address: str) -> Response:
    """The PDF: what the page says, its tables, and its address as a QR code."""
    page = Letter(title)
    for sentence in told:
        page.paragraph(sentence)
    for table in tables:
        page.heading(table.title)
        page.figures([str(column) for column in table.columns], widths(len(table.columns)), map(_shown, table.rows))
    page.check(address, _("Angka terbaru, gambar, dan berkasnya ada di alamat ini."))
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(bytes(page.output()), mimetype="application/pdf", headers=headers)


def widths(columns: int) -> list[int]:
    """In mm, together no wider than the paper's room."""
    least, most = FIRST
    others = min(NARROW if columns > 4 else 2 * NARROW, (ROOM - least) // max(1, columns - 1))
    return [min(most, ROOM - others * (columns - 1)), *[others] * (columns - 1)]


def _shown(row: Sequence) -> list[str]:
    return [_cell(one) for one in row]


def _cell(value) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, Decimal):
        return decimal(str(value))
    return number(value) if isinstance(value, int) else str(value)
