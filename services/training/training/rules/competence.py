"""Competence gap and job fit (PP 11/2017 Pasal 206; docs/rules.md §4).

Levels are whole numbers, 1 to 5 in the standards (eight managerial competences, one
socio-cultural, the technical ones of the post); 0 is what nobody has assessed yet.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from asnkit.exact import shown

FITS_FROM, NEARLY_FROM = 80, 68


class JobFit(NamedTuple):
    """The share of what the post requires that the person has, exactly, 0 to 100; and its band."""

    exact: Fraction
    band: str

    @property
    def shown(self) -> str:
        """As printed: two decimals, half up. The band is that of the exact value."""
        return shown(self.exact, 2)


def competence_gap(required: Mapping[str, int], actual: Mapping[str, int]) -> dict[str, int]:
    """How many levels are missing, by competence of the standard; what is met or exceeded is not in it."""
    _check(required)
    _check(actual)
    missing = {name: level - actual.get(name, 0) for name, level in required.items()}
    return {name: levels for name, levels in missing.items() if levels > 0}


def jpm(required: Mapping[str, int], actual: Mapping[str, int]) -> JobFit:
    """Job person match: a surplus in one competence hides no gap in another. ValueError where nothing is required."""
    _check(required)
    _check(actual)
    whole = sum(required.values())
    if whole == 0:
        raise ValueError("Standar kompetensi ini tidak mensyaratkan apa pun.")
    met = sum(min(actual.get(name, 0), level) for name, level in required.items())
    exact = Fraction(met * 100, whole)
    return JobFit(exact, "FITS" if exact >= FITS_FROM else "NEARLY" if exact >= NEARLY_FROM else "NOT_YET")


def _check(levels: Mapping[str, int]) -> None:
    if any(type(level) is not int or level < 0 for level in levels.values()):
        raise ValueError("Tingkat kompetensi adalah bilangan bulat mulai dari 0.")
