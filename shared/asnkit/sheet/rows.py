"""What both kinds of files are read into first: rows of cells, as they lie in the file."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .faults import Fault, Unreadable

MOST_COLUMNS = 60
MOST_CELL = 5_000
"""Characters."""
SPARE_ROWS = 1_000
"""Empty ones may lie between the others."""


class Row(NamedTuple):
    """`number` as the sheet's program counts it; `cells` those under the headings; `width` how many there are.

    Empty ones at the end, beyond the headings, are not counted.
    """

    number: int
    cells: list[str]
    width: int


class Odd(str):
    """A cell of a workbook that is not what it looks like: a date, the fault of a formula. `why` says what to do."""

    why: str

    def __new__(cls, text: str, why: str) -> "Odd":
        made = super().__new__(cls, text)
        made.why = why
        return made


class Unread(NamedTuple):
    """What of a file nobody reads: `column` is its heading (or what else it is), `cells` how many say something."""

    column: str
    cells: int


@dataclass
class Parsed:
    """Rows that hold anything, the first of them the headings; what is wrong with their form; what lies beside them.

    Empty cells beyond the headings do not count, unless it is `exact`: between commas, a number with a decimal comma
    would have moved the others on, and the last of them may be empty.
    """

    exact: bool = False
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    beside: list[Unread] = field(default_factory=list)
    written: int = 0
    """Cells of the row of headings, with the empty ones at its end."""

    def add(self, number: int, cells: list[str], width: int, most_rows: int) -> None:
        """Take up a row that says anything; `width` may be more than the cells that were made. Raises Unreadable."""
        last = len(cells)
        while last and not cells[last - 1].strip():
            last -= 1
        if not last and width <= len(cells):
            return
        if not self.rows:
            if last > MOST_COLUMNS:
                raise too_wide(number)
            self.written = len(cells)
            self.rows.append(Row(number, cells[:last], last))
            return
        if len(self.rows) > most_rows:
            raise too_many(most_rows)
        headings = len(self.rows[0].cells)
        if width <= len(cells) and (not self.exact or width == self.written):
            width = max(last, min(len(cells), headings))
        self.rows.append(Row(number, cells[:headings], width))


def too_many(most_rows: int) -> Unreadable:
    shown = f"{most_rows:,}".replace(",", ".")
    return Unreadable(f"Satu berkas memuat paling banyak {shown} baris; bagi menjadi beberapa berkas.")


def too_wide(number: int) -> Unreadable:
    return Unreadable(f"Satu berkas memuat paling banyak {MOST_COLUMNS} kolom; baris {number} memuat lebih.", number)
