"""Exact numbers: how events carry them, and how people read them. Nothing here is ever compared."""

from fractions import Fraction


def ratio(value: Fraction) -> str:
    """An exact number as "n/d" in lowest terms; `Fraction` reads it back."""
    return f"{value.numerator}/{value.denominator}"


def half_up(value: Fraction) -> int:
    """The nearest whole number of a value from 0 up; a half goes up."""
    return int(value + Fraction(1, 2))


def shown(value: Fraction, decimals: int) -> str:
    """A value with so many decimals, a half away from zero: 7/2 with 2 is "3.50", -1/8 is "-0.13"; never "-0.00"."""
    digits = half_up(abs(value) * 10**decimals)
    sign = "-" if value < 0 and digits else ""
    whole, rest = divmod(digits, 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"
