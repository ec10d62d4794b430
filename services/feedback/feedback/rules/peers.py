"""The mean of what colleagues say (docs/rules.md §5.3): never of so few that one of them can be told apart."""

from collections.abc import Sequence
from fractions import Fraction

FEWEST = 3


def peers(ratings: Sequence[Fraction | int | str]) -> Fraction | None:
    """The exact mean of the ratings; None below three."""
    if len(ratings) < FEWEST:
        return None
    return sum((Fraction(rating) for rating in ratings), Fraction()) / len(ratings)
