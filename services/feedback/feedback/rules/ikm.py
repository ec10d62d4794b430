"""The satisfaction index IKM (PermenPANRB 14/2017; docs/rules.md §5.1).

Nine elements, each answered 1 to 4. Element mean NRR = sum of answers / respondents;
SKM = sum of NRR x weight; IKM = SKM x 25. The weight is 1/9 exactly; documents that
print 0.11 or 0.111 give another index, so those modes exist to reproduce them.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from asnkit.exact import half_up, shown

ELEMENTS = 9
LOWEST_ANSWER, HIGHEST_ANSWER = 1, 4
EXACT_WEIGHT = Fraction(1, ELEMENTS)
GRADES = (("A", Fraction("88.31")), ("B", Fraction("76.61")), ("C", Fraction("65")), ("D", Fraction(0)))


class Ikm(NamedTuple):
    """The index, exactly, 0 to 100; and its grade A to D."""

    exact: Fraction
    grade: str

    @property
    def shown(self) -> str:
        """As printed: two decimals, half up."""
        return shown(self.exact, 2)


def ikm(totals: Sequence[int], respondents: int | Sequence[int], weight: Fraction = EXACT_WEIGHT) -> Ikm:
    """The index of one service unit.

    `totals` is the sum of answers of each of the nine elements; `respondents` how many
    answered, one number for all or one for each element where answers are missing.
    ValueError where the numbers cannot be sums of answers 1 to 4.
    """
    counts = [respondents] * len(totals) if isinstance(respondents, int) else list(respondents)
    if len(totals) != ELEMENTS or len(counts) != ELEMENTS:
        raise ValueError(f"IKM dihitung dari {ELEMENTS} unsur.")
    for total, count in zip(totals, counts, strict=True):
        if count < 1:
            raise ValueError("Setiap unsur harus dijawab oleh sedikitnya satu responden.")
        if not LOWEST_ANSWER * count <= total <= HIGHEST_ANSWER * count:
            raise ValueError("Jumlah jawaban suatu unsur tidak mungkin berasal dari jawaban 1 sampai 4.")
    means = sum((Fraction(total, count) for total, count in zip(totals, counts, strict=True)), Fraction())
    exact = means * weight * 25
    return Ikm(exact, ikm_grade(exact))


def ikm_grade(value: Fraction) -> str:
    """The grade of an index from 0 to 100, "A" to "D".

    The printed bands have holes (76.60 to 76.61), so the index is rounded to two
    decimals first, half up.
    """
    if not 0 <= value <= 100:
        raise ValueError("IKM berada antara 0 dan 100.")
    rounded = Fraction(half_up(value * 100), 100)
    return next(grade for grade, least in GRADES if rounded >= least)
