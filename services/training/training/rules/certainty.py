"""How sure a gain is, and how an item of a test behaves (docs/rules.md §4). Exact; roots are rounded to hundredths.

Below the least numbers nothing is claimed: a few people's chance would be told as an effect.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

LEAST_PAIRS, LEAST_SITTINGS = 10, 10
STUDENT = {
    9: 2262, 10: 2228, 11: 2201, 12: 2179, 13: 2160, 14: 2145, 15: 2131, 16: 2120, 17: 2110, 18: 2101, 19: 2093,
    20: 2086, 21: 2080, 22: 2074, 23: 2069, 24: 2064, 25: 2060, 26: 2056, 27: 2052, 28: 2048, 29: 2045, 30: 2042,
    40: 2021, 60: 2000, 120: 1980,
}  # fmt: skip
"""Thousandths of Student's 97.5 % quantile by degrees of freedom; between two the wider one of the fewer counts."""

Pair = tuple[Fraction, Fraction]


class Certainty(NamedTuple):
    """`low` and `high` of the 95 % interval of the mean gain, in points; `effect` is Cohen's d, the mean gain by the
    spread of both tests, None where nobody differs from anybody."""

    low: Fraction
    high: Fraction
    effect: Fraction | None


def certainty(pairs: Sequence[Pair]) -> Certainty | None:
    """None for fewer than LEAST_PAIRS (before, after)."""
    if len(pairs) < LEAST_PAIRS:
        return None
    gains = [after - before for before, after in pairs]
    mean = sum(gains, Fraction()) / len(gains)
    quantile = Fraction(STUDENT[max(one for one in STUDENT if one < len(pairs))], 1000)
    half = root(quantile**2 * variance(gains) / len(gains))
    spread = (variance([before for before, _ in pairs]) + variance([after for _, after in pairs])) / 2
    effect = root(mean**2 / spread) * (1 if mean >= 0 else -1) if spread else None
    return Certainty(mean - half, mean + half, effect)


def discrimination(sat: Sequence[tuple[bool, int]]) -> Fraction | None:
    """How an item goes with the rest of its test: Pearson's correlation, -1 to 1, of right or wrong with the number of
    other items that were right; None below LEAST_SITTINGS, or where one of both is the same for everybody."""
    if len(sat) < LEAST_SITTINGS:
        return None
    right, rest = [Fraction(one) for one, _ in sat], [Fraction(other) for _, other in sat]
    size = variance(right) * variance(rest)
    if not size:
        return None
    both = _covariance(right, rest)
    return root(both**2 / size) * (1 if both >= 0 else -1)


def variance(values: Sequence[Fraction]) -> Fraction:
    return _covariance(values, values)


def _covariance(some: Sequence[Fraction], others: Sequence[Fraction]) -> Fraction:
    """Of a sample of two or more."""
    mean, other = (sum(values, Fraction()) / len(values) for values in (some, others))
    return sum(((x - mean) * (y - other) for x, y in zip(some, others, strict=True)), Fraction()) / (len(some) - 1)


def root(value: Fraction) -> Fraction:
    """The nearest hundredth."""
    return Fraction((isqrt(40_000 * value.numerator // value.denominator) + 1) // 2, 100)
