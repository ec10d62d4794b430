"""What may be said of a session's effect on what the public answers (docs/rules.md §4). Exact; of no decree.

The change of the units that were trained less that of the units fixed beside them (difference in differences). Its 95 %
interval is the normal one: 1.96 standard errors, each group's variance over its own answers. It is about chance
alone: neither about who answered, nor about whatever else happened to one side only.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from .certainty import root
from .reviews import MEDIUM, STRONG, WEAK

INDEX = "index"
ELEMENTS = (
    "requirements", "procedure", "time", "cost", "product", "competence", "behaviour", "complaints", "facilities",
)  # fmt: skip
MEASURES = (INDEX, *ELEMENTS)
"""All are means from 1 to 4; an answer's INDEX is the sum of its nine elements."""
MOST_UNITS = 20
LEAST = 10
"""Answers of each side, before and after; below nothing is told."""
Z = Fraction(196, 100)
FROM = ((Fraction(1, 4), STRONG), (Fraction(1, 10), MEDIUM))
"""The least difference, on the scale from 1 to 4, for a word; where the interval reaches down to zero it is WEAK."""

Sums = Mapping[str, int]
"""{n, total, squares} of answers."""


class Effect(NamedTuple):
    """`difference` with its interval; `band` a word for it. None without a comparison, or for too few."""

    difference: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    band: str | None = None


def mean_of(sums: Sums, measure: str) -> Fraction:
    return Fraction(sums["total"], sums["n"] * _parts(measure))


def enough(side: Mapping[str, Sums] | None) -> bool:
    """`side` is {before, after}; None where no service was asked about at both times."""
    return side is not None and min(side["before"]["n"], side["after"]["n"]) >= LEAST


def effect_of(units: Mapping[str, Sums] | None, others: Mapping[str, Sums] | None, measure: str) -> Effect:
    if not enough(units) or not enough(others):
        return Effect()
    (before, after), (before2, after2) = ((side["before"], side["after"]) for side in (units, others))
    difference = (mean_of(after, measure) - mean_of(before, measure)) - (
        mean_of(after2, measure) - mean_of(before2, measure)
    )
    half = root(Z**2 * sum(_error(one, measure) for one in (before, after, before2, after2)))
    low = difference - half
    band = next((word for least, word in FROM if low > 0 and difference >= least), WEAK)
    return Effect(difference, low, difference + half, band)


def _error(sums: Sums, measure: str) -> Fraction:
    """The square of a mean's standard error."""
    n = sums["n"]
    variance = Fraction(n * sums["squares"] - sums["total"] ** 2, n * (n - 1))
    return variance / n / _parts(measure) ** 2


def _parts(measure: str) -> int:
    return len(ELEMENTS) if measure == INDEX else 1
