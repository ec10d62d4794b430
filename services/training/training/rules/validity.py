"""How long a certificate holds (a rule of this project, of no decree: the decrees name none for trainings)."""

import calendar
from datetime import date

LONGEST_MONTHS = 120


def last_day(completed_on: date, months: int) -> date:
    """The last day in Tanjungbalai on which it holds: the same day of the month, or that month's last one."""
    year, month = divmod(completed_on.year * 12 + completed_on.month - 1 + months, 12)
    return date(year, month + 1, min(completed_on.day, calendar.monthrange(year, month + 1)[1]))


def over(valid_until: str | None, today: date) -> bool:
    """Whether it held for a time that has passed; None holds for ever."""
    return valid_until is not None and date.fromisoformat(valid_until) < today
