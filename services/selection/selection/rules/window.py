"""Objection windows of results: calendar days in Western Indonesian Time (domain.md §1.6)."""

from datetime import UTC, date, datetime, time, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")


def wib_date(moment: datetime) -> date:
    """The calendar day of a moment in Tanjungbalai."""
    return moment.astimezone(WIB).date()


def day_begins(day: date) -> datetime:
    """The first instant of a calendar day in WIB, in UTC."""
    return datetime.combine(day, time.min, WIB).astimezone(UTC)


def day_ends(day: date) -> datetime:
    """The last millisecond of a calendar day in WIB, in UTC: events keep milliseconds."""
    return day_begins(day + timedelta(days=1)) - timedelta(milliseconds=1)


def window(announced: date, days: int, answer_days: int) -> tuple[datetime, datetime, date]:
    """First and last instant for an objection, and the last day for the list after objections.

    The window is the `days` calendar days after the announcement, the new list follows
    within `answer_days` of its end.
    """
    last = announced + timedelta(days=days)
    return day_begins(announced + timedelta(days=1)), day_ends(last), last + timedelta(days=answer_days)
