"""The working days of a term, and on whose word: the joint decree of each year, or none yet.

A year's decree appears in the autumn before. Until it is here only weekends count, and the term says so. A later decree
may add days and take some back: an amendment, whose decree then stands for the year.
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


class Amendment(NamedTuple):
    """What a decree changes about the days without work of a year."""

    year: int
    decree: str
    added: tuple[date, ...]
    removed: tuple[date, ...]


Amendments = tuple[Amendment, ...]
"""In the order in which they came."""


def term(start: date, days: int, pauses: tuple[Pause, ...] = (), amendments: Amendments = ()) -> Term:
    """A term that begins on the day `start`, with what is decreed about the years up to its end."""
    years = list(range(start.year, start.year + 2 + max((until.year - start.year for _, until in pauses), default=0)))
    due = clock_due(start, days, set().union(*(days_off(year, amendments) for year in years)), pauses)
    return Term(due, days, {year: decree_of(year, amendments) for year in range(start.year, due.year + 1)})


def days_off(year: int, amendments: Amendments = ()) -> set[date]:
    """Holidays and collective leave of a year, beside its weekends; empty where nothing is decreed."""
    days = set(holidays(year)) if decree(year) else set()
    for one in amendments:
        if one.year == year:
            days = days.union(one.added).difference(one.removed)
    return days


def decree_of(year: int, amendments: Amendments = ()) -> str | None:
    """The last decree about a year; None where there is none."""
    later = [one.decree for one in amendments if one.year == year]
    return later[-1] if later else decree(year)


@cache
def decree(year: int) -> str | None:
    """The joint decree of a year's holidays; None where none is known."""
    file = CALENDARS / f"{year}.json"
    return json.loads(file.read_text(encoding="utf-8"))["source"] if file.exists() else None
