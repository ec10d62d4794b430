"""A list as the answer to a request: a file to keep, in the form that was asked for."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from flask import Response, stream_with_context

from ..events import Refused
from . import writing
from .writing import CSV, MEDIA_TYPES, Cell


def answer(name: str, form: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """`name` without its ending; a CSV is sent while it is written. Raises Refused where a workbook gets too long."""
    if form == CSV:
        pieces = writing.csv_pieces(columns, rows)
        begun = list(islice(pieces, 2))  # what is refused is refused before the answer has begun
        return _file(stream_with_context(chain(begun, pieces)), name, form)
    try:
        return _file(writing.workbook(columns, rows), name, form)
    except writing.TooLong:
        most = f"{writing.MOST_ROWS:,}".replace(",", ".")
        told = f"Daftar ini lebih dari {most} baris, terlalu panjang untuk XLSX; unduh sebagai CSV."
        raise Refused("daftar-terlalu-panjang", told, status=422) from None


def original(name: str, content: bytes) -> Response:
    """A file as it came in, with the ending that it should have."""
    form = writing.XLSX if content.startswith(b"PK") else CSV
    return _file(content, name, form)


def _file(content, name: str, form: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, content_type=MEDIA_TYPES[form], headers=headers)
