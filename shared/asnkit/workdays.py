"""Working days: Monday to Friday without national holidays and collective leave.

The calendar is data, one file a year in `calendars/`, each naming the joint decree it
was copied from; a year's decree appears in the autumn before. Clocks of complaints and
information requests run in working days (docs/rules.md §5.2).
"""

import json
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

CALENDARS = Path(__file__).parent / "calendars"
SATURDAY = 5


def workday_due(start: date, days: int, holidays: Collection[date]) -> date:
    """The day on which a term of `days` working days ends; the day of `start` itself does not count."""
    if days < 0:
        raise ValueError("a term cannot be shorter than 0 working days")
    due = start
    while days:
        due += timedelta(days=1)
        days -= is_workday(due, holidays)
    return due


def is_workday(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def holidays(*years: int) -> frozenset[date]:
    """National holidays and collective leave of those years; FileNotFoundError where no calendar is known."""
    days: set[date] = set()
    for year in years:
        calendar = json.loads((CALENDARS / f"{year}.json").read_text(encoding="utf-8"))
        days.update(date.fromisoformat(day) for kind in ("national", "collective_leave") for day in calendar[kind])
    return frozenset(days)
