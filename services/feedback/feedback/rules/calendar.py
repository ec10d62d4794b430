"""The working days of a term, and on whose word: the joint decree of each year, or none yet.

A year's decree appears in the autumn before. Until it is here only weekends count, and the term says so.
"""

import json
from datetime import date
from functools import cache
from typing import NamedTuple

from asnkit.workdays import CALENDARS, holidays

from .clock import Pause, clock_due


class Term(NamedTuple):
    """`due` is the last day, the `days`-th working day; `decrees` maps each year that was looked at to its decree."""

    due: date
    days: int
    decrees: dict[int, str | None]

    @property
    def provisional(self) -> bool:
        """Whether a year without a decree was counted by weekends only."""
        return None in self.decrees.values()


def term(start: date, days: int, pauses: tuple[Pause, ...] = ()) -> Term:
    """A term that begins on the day `start`, with what is decreed about the years up to its end."""
    years = list(range(start.year, start.year + 2 + max((until.year - start.year for _, until in pauses), default=0)))
    known = [year for year in years if decree(year)]
    due = clock_due(start, days, holidays(*known), pauses)
    return Term(due, days, {year: decree(year) for year in range(start.year, due.year + 1)})


@cache
def decree(year: int) -> str | None:
    """The joint decree of a year's holidays; None where none is known."""
    file = CALENDARS / f"{year}.json"
    return json.loads(file.read_text(encoding="utf-8"))["source"] if file.exists() else None
