"""What a sheet's XML says and its values do not: how far it reaches, what has no value, what is one cell for many."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from .faults import Unreadable
from .rows import SPARE_ROWS, too_many

BROKEN = "Buku kerja ini rusak dan tidak dapat dibuka; simpan ulang sebagai .xlsx."
FAULT, NO_RESULT = "e", "f"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_ROW = re.compile(r"[0-9]{1,7}\Z")


@dataclass
class Found:
    """One sheet's cells, rows and columns from 1.

    `filled` of them hold something, the last in row `rows` and in column `columns`; `odd` is
    {row: [(column, FAULT | NO_RESULT)]} of formulas; `merged` are (first row, last row, "A2:A4").
    """

    filled: int = 0
    rows: int = 0
    columns: int = 0
    odd: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    merged: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def reach(self) -> int:
        """The cells of the rectangle around everything."""
        return self.rows * self.columns


class _NoSheet(Exception):
    """The part is something else."""


def inspect(part: bytes, most_rows: int) -> Found | None:
    """What a part of a workbook holds, when it is a sheet. Raises Unreadable where it is broken or too long."""
    reader = _Reader(most_rows)
    try:
        reader.parser.Parse(part, True)
    except _NoSheet:
        return None
    except (expat.ExpatError, LookupError, ValueError):  # the last two: an encoding that nobody knows, or of many bytes
        raise Unreadable(BROKEN) from None
    return reader.end()


class _Reader:
    """Follows the cells by the beginnings of their elements: `c` with `f`, `v` or `is` inside."""

    def __init__(self, most_rows: int):
        self.found = Found()
        self._most_rows = most_rows
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._handlers: dict[str, Callable[[dict[str, str]], None]] = {}
        self._row, self._column = 0, 0
        self._place = self._kind = ""
        self._formula = self._valued = self._result = False
        self._places: list[str] = []

    def end(self) -> Found:
        """Everything, once the part has been read to its end."""
        self._end_cell()
        self._places.append("A1")
        columns = {place.rstrip("0123456789") for place in self._places}
        self.found.filled = len(self._places) - 1
        self.found.rows = max(int(place.lstrip(LETTERS)) for place in self._places)
        self.found.columns = max(_number(letters) for letters in columns)
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._handlers:
            return self._begin(name)
        handler = self._handlers.get(name)
        if handler:
            handler(attributes)

    def _begin(self, name: str) -> None:
        """The first element says whether this is a sheet, and in which namespace its cells are."""
        space, _, name = name.rpartition(" ")
        if name != "worksheet" or not space:
            raise _NoSheet
        known = {"c": self._cell, "v": self._value, "is": self._value, "f": self._calculated, "row": self._next_row}
        self._handlers = {f"{space} {name}": handler for name, handler in known.items()}
        self._handlers[f"{space} mergeCell"] = self._merge

    def _next_row(self, attributes: dict[str, str]) -> None:
        if self._formula:
            self._end_cell()
        number = attributes.get("r", str(self._row + 1))
        if not _ROW.match(number):
            raise Unreadable(BROKEN)
        self._row, self._column = int(number), 0
        if self._row > self._most_rows + SPARE_ROWS and len(self._places) > self._most_rows:
            raise too_many(self._most_rows)

    def _cell(self, attributes: dict[str, str]) -> None:
        if self._formula:
            self._end_cell()
        self._column += 1
        self._valued = False
        self._kind = attributes.get("t", "n")
        self._place = attributes.get("r") or f"{_letters(self._column)}{self._row}"

    def _value(self, _attributes: dict[str, str]) -> None:
        if not self._valued:
            self._valued = True
            self._places.append(self._place)
            if not _PLACE.match(self._place):
                raise Unreadable(BROKEN)
            if self._kind == "e":
                self._tell(FAULT)

    def _calculated(self, _attributes: dict[str, str]) -> None:
        self._formula = True
        self.parser.CharacterDataHandler = self._text

    def _text(self, text: str) -> None:
        """Text inside a cell with a formula: what comes after its `v` began is the result."""
        self._result = self._result or (self._valued and bool(text.strip()))

    def _end_cell(self) -> None:
        """What a cell with a formula was, now that the next one begins."""
        if self._formula and not self._result and self._kind not in ("str", "e"):
            if not self._valued:
                self._value({})
            self._tell(NO_RESULT)
        self.parser.CharacterDataHandler = None
        self._formula = self._result = False

    def _tell(self, what: str) -> None:
        row, column = _split(self._place)
        self.found.odd.setdefault(row, []).append((column, what))

    def _merge(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("ref", "")
        first, _, last = reference.partition(":")
        self.found.merged.append((_split(first)[0], _split(last or first)[0], reference))

    def _refuse(self, *_) -> None:
        """No sheet declares entities."""
        raise Unreadable(BROKEN)


def _split(place: str) -> tuple[int, int]:
    """(row, column) of "C7"."""
    found = _PLACE.match(place)
    if found is None:
        raise Unreadable(BROKEN)
    return int(found[2]), _number(found[1])


def _number(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
