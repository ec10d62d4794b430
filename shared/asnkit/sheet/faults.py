"""What is wrong with a file, the most fundamental first."""

from collections.abc import Iterable
from typing import Any, NamedTuple

SHOWN = 200
"""As many as somebody mends by hand; all of them are in the file of faults."""

FILE, HEADINGS, SHAPE, UNREAD, CELLS, SENSE = range(6)
"""The weights: no sheet at all; its headings; the rows' form; what nobody reads; single cells; what contradicts."""


class Unreadable(Exception):
    """The file as a whole cannot be read; an Indonesian sentence says why and what to do, `row` where it was seen."""

    def __init__(self, sentence: str, row: int = 1):
        super().__init__(sentence)
        self.row = row


class Fault(NamedTuple):
    """`row` as the sheet's program counts it, `column` the heading or None for the whole row, `message` Indonesian."""

    weight: int
    row: int
    column: str | None
    message: str


def in_order(found: Iterable[Fault]) -> list[Fault]:
    """By weight, then by row; what stands in one row stays in the order of its columns."""
    return sorted(found, key=lambda fault: fault[:2])


def told(found: Iterable[Fault]) -> list[dict[str, Any]]:
    """As an answer has them: {row, column, message}, in order."""
    return [{"row": fault.row, "column": fault.column, "message": fault.message} for fault in in_order(found)]
