"""A file as a table: rows by their columns, and everything that is not read, or not right, by its name.

    table = read(content, Layout(recognise=COLUMNS.get, most_rows=500))

The rules are the same for every import: a heading comes once; a row has as many cells as there are headings; a line end
in a cell separates entries and stands only where a list is meant; a cell that is not read is counted under its heading.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ..text import clean, flat
from . import delimited, workbook
from .decoding import XLSX, check_name, kind_of, text_of
from .faults import CELLS, FILE, HEADINGS, SHAPE, UNREAD, Fault, Unreadable
from .rows import MOST_CELL, Odd, Parsed, Row, Unread
from .signs import key_of, unmark

MOST_ROW_FAULTS = 3
"""Told of one row at once, so that what is told of a file stays in proportion to it."""
LONGEST_TITLE = 100
SHORT = 40
"""Most cells are shorter and of plain letters and digits: nothing has to be looked for in them."""


@dataclass(frozen=True)
class Layout:
    """What a kind of file holds.

    `recognise` gives a column's name for a heading (as signs.key_of writes it), or None where it is not read; `lists`
    are columns whose cells may hold several lines; `alarm` says of a cell that is not read whether the file may not be
    used without it, and `advice` then says what to do.
    """

    recognise: Callable[[str], str | None]
    most_rows: int
    lists: Collection[str] = ()
    alarm: Callable[[str], bool] = field(default=lambda cell: False)
    advice: str = ""


class Line(NamedTuple):
    """One row: its number, and its cells by the names of their columns."""

    number: int
    cells: dict[str, str]


@dataclass
class Table:
    """`headings` are those that are read, as they are written; `first` is the row in which they stand."""

    headings: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    first: int = 1

    def missing(self, titles: dict[str, str]) -> list[Fault]:
        """A fault, if any of these columns, {name: title}, is not there."""
        gone = [title for name, title in titles.items() if name not in self.headings]
        if not gone:
            return []
        told = f"Baris pertama harus memuat judul kolom; tidak ada: {', '.join(gone)}."
        return [Fault(HEADINGS, self.first, None, told)]


def read(content: bytes, layout: Layout) -> Table:
    """Never raises: what cannot be read at all is one fault of the whole file."""
    try:
        if kind_of(content) == XLSX:
            return _table(workbook.parse(content, layout.most_rows), layout)
        return _table(delimited.parse(text_of(content), layout.most_rows), layout)
    except Unreadable as why:
        return Table(faults=[Fault(FILE, why.row, None, str(why))])


def misnamed(content: bytes, name: str) -> list[Fault]:
    """The fault of a file whose name says that it is another kind of sheet."""
    try:
        check_name(name, content)
    except Unreadable as why:
        return [Fault(FILE, why.row, None, str(why))]
    return []


def _table(parsed: Parsed, layout: Layout) -> Table:
    table = Table(faults=parsed.faults, unread=parsed.beside)
    if not parsed.rows:
        return table
    head, *rows = parsed.rows
    table.first = head.number
    titles = [_short(flat(clean(cell))) for cell in head.cells]
    names = [_name(key_of(cell), layout) for cell in head.cells]
    table.headings = {name: title for name, title in zip(names, titles, strict=True) if name}
    table.faults += _doubled(head, titles, names)
    if not any(titles):
        table.faults.append(Fault(HEADINGS, head.number, None, "Baris judul kolom tidak memuat satu judul pun."))
    taking = _Taking(titles, names, layout)
    for row in rows:
        line, faults = taking.take(row)
        table.faults += faults
        if line is not None:
            table.lines.append(line)
    table.unread = [*taking.unread(), *parsed.beside]
    return table


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _name(key: str, layout: Layout) -> str | None:
    return layout.recognise(key) if key else None


def _doubled(head: Row, titles: list[str], names: list[str | None]) -> Iterator[Fault]:
    """Headings that come more than once, whether they are read or not: which of them would count?"""
    same = [name or key_of(cell) for name, cell in zip(names, head.cells, strict=True)]
    for key, count in Counter(same).items():
        if key and count > 1:
            title = titles[same.index(key)]
            places = " dan ".join(letters(place + 1) for place, other in enumerate(same) if other == key)
            told = f"Judul kolom “{title}” muncul {count} kali (kolom {places}); sisakan satu."
            yield Fault(HEADINGS, head.number, title, told)


class _Taking:
    """Takes rows up, cell by cell; `said` counts what stands in the columns that nobody reads."""

    def __init__(self, titles: list[str], names: list[str | None], layout: Layout):
        self._titles, self._names, self._layout = titles, names, layout
        self._said = [0] * len(titles)
        self._alarm = lru_cache(4096)(layout.alarm)

    def take(self, row: Row) -> tuple[Line | None, list[Fault]]:
        """The row by its columns, if it can be read, and what is wrong with its form or with what is not read of it."""
        if row.width != len(self._titles):
            told = f"Baris ini memuat {row.width} sel, sedangkan judul kolomnya {len(self._titles)}. "
            hint = "Bila angkanya berkoma, pisahkan kolom dengan titik koma, atau simpan sebagai XLSX."
            return None, [Fault(SHAPE, row.number, None, told + hint)]
        cells: dict[str, str] = {}
        faults: list[Fault] = []
        for place, cell in enumerate(row.cells):
            name = self._names[place]
            if name and (not cell or (len(cell) < SHORT and cell.isascii() and cell.isalnum())):
                cells[name] = cell
            elif cell:
                fault = self._look(row.number, place, cell)
                faults += [fault] if fault else []
                if name:
                    cells[name] = unmark(clean(cell)).strip()
        usable = all(fault.weight == UNREAD for fault in faults)
        return Line(row.number, cells) if usable else None, faults[:MOST_ROW_FAULTS]

    def _look(self, number: int, place: int, cell: str) -> Fault | None:
        """What is wrong with a cell that is not plain, or that nobody reads."""
        name, plain = self._names[place], clean(cell)
        title = _shown(self._titles, place)
        if len(cell) > MOST_CELL:
            most = f"{MOST_CELL:,}".replace(",", ".")
            return Fault(SHAPE, number, title, f"Isi sel ini paling panjang {most} huruf.")
        if "\n" in plain and name not in self._layout.lists:
            told = "Sel ini memuat ganti baris; satu sel memuat satu isi. Hapus ganti barisnya."
            return Fault(SHAPE, number, title, told)
        if name is None:
            self._said[place] += bool(plain)
            if plain and self._alarm(plain):
                told = f"Kolom ini tidak dibaca, tetapi sel ini berisi “{flat(plain)[:40]}”. {self._layout.advice}"
                return Fault(UNREAD, number, title, told.strip())
        return Fault(CELLS, number, title, cell.why) if name and isinstance(cell, Odd) else None

    def unread(self) -> list[Unread]:
        """The columns without a name; one without a heading only where something stands in it."""
        places = [place for place, name in enumerate(self._names) if name is None]
        found = [(_shown(self._titles, place), self._said[place], self._titles[place]) for place in places]
        return [Unread(title, said) for title, said, heading in found if heading or said]


def _shown(titles: list[str], place: int) -> str:
    return titles[place] or f"kolom {letters(place + 1)} (tanpa judul)"


def letters(column: int) -> str:
    """ "A" for the first column, "AB" for the 28th."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
