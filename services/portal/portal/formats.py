"""Dates, numbers and sizes as people in Tanjungbalai read them: WIB, 1.062, Rp12.500.000."""

from datetime import UTC, date, datetime
from fractions import Fraction

from asnkit.exact import half_up, shown
from asnkit.web import current
from asnkit.wib import WIB
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale
from flask_babel import gettext as _


def register(app: Flask) -> None:
    filters = {
        "moment": moment,
        "day": day,
        "number": number,
        "rupiah": rupiah,
        "rupiah_each": rupiah_each,
        "size": size,
        "decimal": decimal,
    }
    app.jinja_env.filters.update(filters, left=left, age=age)
    app.jinja_env.globals.update(now=now, share_of=share_of)


def now() -> datetime:
    """The moment that windows and deadlines are judged by (the server's, never the visitor's)."""
    return current().clock.now()


def parsed(text: str) -> datetime:
    return datetime.fromisoformat(text)


def moment(value: datetime | str) -> str:
    """17 Agustus 2026 09.05 WIB"""
    at = (parsed(value) if isinstance(value, str) else value).astimezone(WIB)
    return f"{day(at.date())} {at:%H.%M} WIB"


def day(value: date | str) -> str:
    """17 Agustus 2026; a moment (RFC 3339) shows its day in WIB."""
    if isinstance(value, str):
        value = parsed(value).astimezone(WIB).date() if "T" in value else date.fromisoformat(value)
    return format_date(value, "d MMMM y", locale=get_locale())


def number(value: int) -> str:
    return format_decimal(value, locale=get_locale())


def decimal(text: str) -> str:
    """A decimal that a service wrote ("78.50"), with this language's mark; never through a float."""
    return text.replace(".", ",") if str(get_locale()) == "id" else text


def share_of(part: int, whole: int) -> str:
    """Percent with one decimal, half up; `whole` is more than nothing."""
    return decimal(shown(Fraction(100 * part, whole), 1))


def rupiah(value: int) -> str:
    return f"Rp{number(value)}"


def rupiah_each(value: int, parts: int) -> str:
    """The part of one, whole rupiah, a half up."""
    return rupiah(half_up(Fraction(value, parts)))


def size(value: int) -> str:
    """Kilobytes or megabytes, whole."""
    if value >= 1024 * 1024:
        return f"{value // (1024 * 1024)} MB"
    return f"{max(1, value // 1024)} KB"


def left(end: datetime | str) -> str:
    """How long until `end`, in days and hours; what has passed says so."""
    at = parsed(end) if isinstance(end, str) else end
    seconds = int((at - now()).total_seconds())
    if seconds <= 0:
        return _("sudah berakhir")
    days, rest = divmod(seconds, 86_400)
    parts = [(days, "day"), (rest // 3600, "hour")] if days else [(rest // 3600, "hour"), (rest % 3600 // 60, "minute")]
    words = [_unit(amount, unit) for amount, unit in parts if amount]
    return _("%(time)s lagi", time=" ".join(words) or _unit(1, "minute"))


def age(value: datetime | str) -> str:
    """How long ago a moment was, in its largest unit: "3 menit"."""
    at = parsed(value) if isinstance(value, str) else value
    return format_timedelta(max(0, int((now() - at).total_seconds())), locale=get_locale())


def _unit(amount: int, unit: str) -> str:
    seconds = {"day": 86_400, "hour": 3600, "minute": 60}[unit] * amount
    return format_timedelta(seconds, granularity=unit, threshold=10**9, locale=get_locale())


def year() -> int:
    return datetime.now(UTC).astimezone(WIB).year
