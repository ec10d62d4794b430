"""Days in Tanjungbalai: Western Indonesian Time (WIB), seven hours before UTC, without summer time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


def wib_date(moment: datetime) -> date:
    """The calendar day of a moment (with time zone)."""
    return moment.astimezone(WIB).date()


def day_begins(day: date) -> datetime:
    """The first instant of a calendar day, in UTC."""
    return datetime.combine(day, time.min, WIB).astimezone(UTC)


def day_ends(day: date) -> datetime:
    """The last millisecond of a calendar day, in UTC: events keep milliseconds."""
    return day_begins(day + timedelta(days=1)) - timedelta(milliseconds=1)
