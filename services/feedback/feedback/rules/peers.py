"""The mean of what colleagues say (docs/rules.md §5.3): never of so few that one of them can be told apart."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from .performance import ABOVE, BELOW, MEETS, VALUES

FEWEST = 3
POINTS = {ABOVE: 3, MEETS: 2, BELOW: 1}
"""A rule of this project, of no decree."""


def peers(ratings: Sequence[Fraction | int | str]) -> Fraction | None:
    """The exact mean of the ratings; None below three."""
    if len(ratings) < FEWEST:
        return None
    return sum((Fraction(rating) for rating in ratings), Fraction()) / len(ratings)


def means(answers: Sequence[Mapping[str, str]]) -> dict[str, Fraction] | None:
    """The mean of each of the seven values over answers {value: rating}; None below three."""
    if len(answers) < FEWEST:
        return None
    return {name: peers([POINTS[one[name]] for one in answers]) for name in VALUES}
