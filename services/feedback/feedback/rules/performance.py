"""The yearly predicate (PermenPANRB 6/2022; docs/rules.md §5.3)."""

from collections.abc import Mapping, Sequence

ABOVE, MEETS, BELOW = RATINGS = ("DIATAS", "SESUAI", "DIBAWAH")
PREDICATES = {
    (ABOVE, ABOVE): "SANGAT_BAIK",
    (ABOVE, MEETS): "BAIK",
    (ABOVE, BELOW): "KURANG",
    (MEETS, ABOVE): "BAIK",
    (MEETS, MEETS): "BAIK",
    (MEETS, BELOW): "KURANG",
    (BELOW, ABOVE): "BUTUH_PERBAIKAN",
    (BELOW, MEETS): "BUTUH_PERBAIKAN",
    (BELOW, BELOW): "SANGAT_KURANG",
}
RANKS = ("SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")
"""The best first."""
VALUES = ("SERVICE", "ACCOUNTABLE", "COMPETENT", "HARMONIOUS", "LOYAL", "ADAPTIVE", "COLLABORATIVE")
"""BerAKHLAK, in the order of its letters."""
SHARE = 70
"""Percent of a unit who may have its predicate or a better one before a reason is asked (reported of "baik")."""


def predikat(results: str, behaviour: str) -> str:
    """The predicate of two ratings, each "DIATAS", "SESUAI" or "DIBAWAH" of what is expected."""
    try:
        return PREDICATES[results, behaviour]
    except KeyError:
        raise ValueError("Penilaian harus DIATAS, SESUAI, atau DIBAWAH.") from None


def behaviour_of(values: Mapping[str, str]) -> str:
    """The middle one of the ratings of the seven values: a rule of this project, of no decree."""
    return sorted((values[name] for name in VALUES), key=RATINGS.index)[len(VALUES) // 2]


def exceeds(unit: str | None, predicates: Sequence[str]) -> bool:
    """Whether more than SHARE percent of a unit's people have its own predicate or a better one.

    Nothing exceeds the best predicate, nor that of a unit that has none yet.
    """
    if unit is None or unit == RANKS[0] or not predicates:
        return False
    good = sum(RANKS.index(one) <= RANKS.index(unit) for one in predicates)
    return 100 * good > SHARE * len(predicates)
