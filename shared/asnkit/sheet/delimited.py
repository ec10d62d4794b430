"""A CSV cell by cell, as RFC 4180 has it and as programs write it, without a byte left over.

`;`, `,` or tab; a first line `sep=;`, empty rows and rows that are quoted whole are seen through. A quote that does not
fit is a fault with the row in which it opened, since what follows cannot be trusted.
"""

import re
from collections.abc import Iterator
from functools import cache

from .faults import SHAPE, Fault, Unreadable
from .rows import MOST_COLUMNS, SPARE_ROWS, Parsed, too_many

DELIMITERS = ";,\t"
_SEP = re.compile(r'"?sep=([;,\t])"?[;,\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_LINE = re.compile(r"([^\r\n]*+)(\r\n|\r|\n|\Z)")
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')


class _Broken(Exception):
    """A quote that does not fit; the sentence says how."""


def parse(text: str, most_rows: int) -> Parsed:
    """Raises Unreadable where it is no table, or too large a one."""
    hint = _SEP.match(text)
    delimiter = hint[1] if hint else _delimiter(text)
    parsed = Parsed(exact=delimiter == ",")
    for number, cells, width in _records(text, hint.end() if hint else 0, delimiter, parsed.faults):
        if number > most_rows + SPARE_ROWS:
            raise too_many(most_rows)
        parsed.add(number, cells, width, most_rows)
    if not parsed.rows and not parsed.faults:
        raise Unreadable("Berkas kosong.")
    return parsed


def _delimiter(text: str) -> str:
    """What separates the first line that says anything."""
    for line in _LINE.finditer(text):
        if line[1].strip(DELIMITERS + ' "'):
            return max(DELIMITERS, key=line[1].count)
        if not line[2]:
            break
    return DELIMITERS[0]


def _records(text: str, start: int, delimiter: str, faults: list[Fault]) -> Iterator[tuple[int, list[str], int]]:
    """(row, cells, width) of each; ends with a fault at a quote after which nothing is sure."""
    number = 0
    while start < len(text):
        number += 1
        line = _LINE.match(text, start)
        if '"' not in line[1]:
            start = line.end()
            yield number, *_split(line[1], delimiter)
            continue
        try:
            cells, start = _cells(text, start, delimiter)
            if len(cells) == 1 and delimiter in cells[0]:
                cells = _within(cells[0], delimiter)
        except _Broken as broken:
            faults.append(Fault(SHAPE, number, None, f"Tanda kutip yang dibuka pada baris {number} {broken}."))
            return
        yield number, cells, len(cells)


def _split(line: str, delimiter: str) -> tuple[list[str], int]:
    """A line without quotes. Of one that is much too wide only the first cells are made, and the others counted."""
    cells = line.split(delimiter, MOST_COLUMNS + 1)
    if len(cells) <= MOST_COLUMNS + 1:
        return cells, len(cells)
    said = line.rstrip(delimiter + " ").count(delimiter) + 1
    return cells[:-1], max(said, MOST_COLUMNS + 1)


def _cells(text: str, start: int, delimiter: str) -> tuple[list[str], int]:
    """The cells of the record that begins here, and where the next one begins. Raises _Broken."""
    cell, cells = _cell(delimiter), []
    while True:
        found = cell.match(text, start)
        if found is None:
            raise _Broken(_reason(text, start))
        quoted, plain, end = found.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        start = found.end()
        if end != delimiter:
            return cells, start
        if len(cells) > 1_000:
            raise Unreadable("Satu baris berkas ini memuat lebih dari 1.000 sel.")


def _within(cell: str, delimiter: str) -> list[str]:
    """A row that was quoted whole. Raises _Broken where it swallowed others."""
    if "\n" in cell or "\r" in cell:
        raise _Broken("baru ditutup pada baris lain, sehingga beberapa baris menjadi satu sel")
    return _cells(cell, 0, delimiter)[0]


@cache
def _cell(delimiter: str) -> re.Pattern:
    """A cell with what ends it: quoted, or without quotes but those of a number that is kept as text (="0123")."""
    shut = re.escape(delimiter)
    return re.compile(rf'(?:"((?:[^"]++|"")*+)"|(="[^{shut}\r\n"]*+"|[^{shut}\r\n"]*+))({shut}|\r\n|\r|\n|\Z)')


def _reason(text: str, start: int) -> str:
    if text[start] != '"':
        return "berdiri di tengah sel; sel yang memuat tanda kutip harus dikutip seluruhnya"
    if _QUOTED.match(text, start) is None:
        return "tidak ditutup, sehingga sisa berkas menjadi satu sel"
    return "ditutup lalu diikuti teks lain; mungkin kutip ini tidak berpasangan"
