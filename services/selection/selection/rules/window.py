"""Objection windows of results: calendar days in Western Indonesian Time (docs/rules.md §1.6)."""

from datetime import date, datetime, timedelta

from asnkit.wib import day_begins, day_ends


def window(announced: date, days: int, answer_days: int) -> tuple[datetime, datetime, date]:
    """First and last instant for an objection, and the last day for the list after objections.

    The window is the `days` calendar days after the announcement, the new list follows
    within `answer_days` of its end.
    """
    last = announced + timedelta(days=days)
    return day_begins(announced + timedelta(days=1)), day_ends(last), last + timedelta(days=answer_days)
