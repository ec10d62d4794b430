"""What participants, and their superiors later, say of a session, from 1 to 4, and how much of it is claimed
(docs/rules.md §4)."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

ELEMENTS = ("MATERIAL", "TRAINER", "PLACE", "USEFUL")
AT_WORK = ("APPLIED", "BETTER", "SHARED")
"""What a superior is asked: used at work, the work is better, passed on to colleagues."""
MONTHS, DAYS = (3, 6), 30
"""How many months after the last day the superior is asked, once each; and how many days there are to answer."""
LOWEST, HIGHEST = 1, 4
LEAST = 10
"""Below so many no figure is told."""
STRONG, MEDIUM, WEAK = "STRONG", "MEDIUM", "WEAK"
FROM = ((Fraction(13, 4), STRONG), (Fraction(5, 2), MEDIUM))
"""The least mean of all elements for a word."""


def asked_on(last: date, months: int) -> date:
    """The day of a superior's form: so many months after the last day, or the last day of that month."""
    years, month = divmod(last.month - 1 + months, 12)
    year, month = last.year + years, month + 1
    return date(year, month, min(last.day, monthrange(year, month)[1]))


def means(given: Iterable[Mapping[str, int]], elements: Sequence[str] = ELEMENTS) -> dict[str, Fraction]:
    """The mean of each element; {} for too few."""
    ratings = list(given)
    if len(ratings) < LEAST:
        return {}
    return {element: Fraction(sum(one[element] for one in ratings), len(ratings)) for element in elements}


def band(found: Mapping[str, Fraction]) -> str | None:
    """The word for the mean of all elements, None where nothing is told."""
    if not found:
        return None
    mean = sum(found.values()) / len(found)
    return next((word for least, word in FROM if mean >= least), WEAK)
