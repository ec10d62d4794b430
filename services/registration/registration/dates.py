"""Moments as people in Tanjungbalai read them (WIB, UTC+7), and their days' ends."""

from datetime import UTC, date, datetime, time

from .rules.objection import WIB

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def day_text(day: date) -> str:
    """17 Agustus 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_text(moment: datetime) -> str:
    """17 Agustus 2026 pukul 09.05 WIB"""
    local = moment.astimezone(WIB)
    return f"{day_text(local.date())} pukul {local:%H.%M} WIB"


def day_begins(day: date) -> datetime:
    """The first instant of a calendar day in WIB, in UTC."""
    return datetime.combine(day, time.min, WIB).astimezone(UTC)


def day_ends(day: date) -> datetime:
    """The last millisecond of a calendar day in WIB, in UTC: events keep milliseconds."""
    return datetime.combine(day, time(23, 59, 59, 999_000), WIB).astimezone(UTC)
