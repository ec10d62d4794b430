"""How sure an index is, and which element goes with the whole (docs/rules.md §5.1), from sums of complete answers.

Roots are taken of exact fractions and rounded to hundredths, half up.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from math import isqrt
from typing import NamedTuple

from asnkit.exact import shown

from .ikm import ELEMENTS, EXACT_WEIGHT

FEWEST = 30
"""A rule of this project, of no decree: from fewer the sums could be taken apart, and the picture would be chance."""
Z = Fraction(196, 100)
"""95 % of a normal distribution lie within so many standard errors."""
PAIRS = tuple(combinations_with_replacement(range(ELEMENTS), 2))
"""(0, 0), (0, 1) … (8, 8): the order of `products`."""
_PLACE = [[PAIRS.index((min(i, j), max(i, j))) for j in range(ELEMENTS)] for i in range(ELEMENTS)]


class Complete(NamedTuple):
    """Of the `n` answers to all nine elements: the sum of each, and of each product of two (with itself, too)."""

    n: int
    totals: Sequence[int]
    products: Sequence[int]


def margin(answers: Complete) -> Fraction:
    """Half the 95 % interval of the index, in its points, rounded to hundredths: z standard errors of the mean.

    Each complete answer is an index of its own, 25/9 times the sum of its elements.
    """
    of_one = 25 * EXACT_WEIGHT
    variance = Fraction(_covariance(answers, range(ELEMENTS), range(ELEMENTS)), answers.n * (answers.n - 1))
    squared = (Z * of_one) ** 2 * variance / answers.n
    return _root(squared.numerator, squared.denominator)


def importance(answers: Complete, element: int) -> Fraction | None:
    """How the element goes with the sum of the eight others: Pearson's correlation, -1 to 1, rounded to hundredths.

    None where one of both is the same in every answer. The questionnaire asks nothing about the service as a whole.
    """
    others = [one for one in range(ELEMENTS) if one != element]
    own, rest = (_covariance(answers, part, part) for part in ([element], others))
    if not own or not rest:
        return None
    both = _covariance(answers, [element], others)
    size = _root(both**2, own * rest)
    return size if both >= 0 else -size


def _covariance(answers: Complete, some: Sequence[int], others: Sequence[int]) -> int:
    """Of the sums of these elements, times n (n - 1): a whole number."""
    products = sum(answers.products[_PLACE[i][j]] for i in some for j in others)
    totals = sum(answers.totals[i] for i in some) * sum(answers.totals[j] for j in others)
    return answers.n * products - totals


def _root(number: int, divisor: int) -> Fraction:
    """Of number / divisor, in hundredths, half up: twice a root's floor is the whole root of four times its square."""
    return Fraction((isqrt(40_000 * number // divisor) + 1) // 2, 100)


def told(value: Fraction | None) -> str | None:
    """Two decimals."""
    return None if value is None else shown(value, 2)
