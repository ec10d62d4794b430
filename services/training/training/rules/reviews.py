"""What participants say of a session, from 1 to 4, and how much of it is claimed (docs/rules.md §4)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

ELEMENTS = ("MATERIAL", "TRAINER", "PLACE", "USEFUL")
LOWEST, HIGHEST = 1, 4
LEAST = 10
"""Below so many no figure is told."""
STRONG, MEDIUM, WEAK = "STRONG", "MEDIUM", "WEAK"
FROM = ((Fraction(13, 4), STRONG), (Fraction(5, 2), MEDIUM))
"""The least mean of all elements for a word."""


def means(given: Iterable[Mapping[str, int]]) -> dict[str, Fraction]:
    """The mean of each element; {} for too few."""
    ratings = list(given)
    if len(ratings) < LEAST:
        return {}
    return {element: Fraction(sum(one[element] for one in ratings), len(ratings)) for element in ELEMENTS}


def band(found: Mapping[str, Fraction]) -> str | None:
    """The word for the mean of all elements, None where nothing is told."""
    if not found:
        return None
    mean = sum(found.values()) / len(found)
    return next((word for least, word in FROM if mean >= least), WEAK)
