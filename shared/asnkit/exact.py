"""Exact numbers: how events carry them, and how people read them. Nothing here is ever compared."""

from fractions import Fraction


def ratio(value: Fraction) -> str:
    """An exact number as "n/d" in lowest terms; `Fraction` reads it back."""
    return f"{value.numerator}/{value.denominator}"


def half_up(value: Fraction) -> int:
    """The nearest whole number of a value from 0 up; a half goes up."""
    return int(value + Fraction(1, 2))


def shown(value: Fraction, decimals: int) -> str:
    """A value from 0 up with so many decimals, rounded half up: 7/2 with 2 is "3.50"."""
    whole, rest = divmod(half_up(value * 10**decimals), 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)
