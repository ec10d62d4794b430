"""Moments as people in Tanjungbalai read them."""

from datetime import date, datetime

from asnkit.wib import WIB

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
