"""Quarters of a year, as figures of a unit are put together."""

from datetime import date


def quarter_of(day: date) -> str:
    """As "2026-Q4"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def next_quarter(day: date) -> date:
    """The first day of the quarter after."""
    month = (day.month + 2) // 3 * 3 + 1
    return date(day.year + 1, 1, 1) if month > 12 else date(day.year, month, 1)
