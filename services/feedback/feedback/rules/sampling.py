"""How many respondents a survey needs (Krejcie and Morgan 1970; docs/rules.md §5.1)."""

from fractions import Fraction

from asnkit.exact import half_up

CHI_SQUARE = Fraction("3.841")
VARIANCE = Fraction("0.25")
ERROR_SQUARED = Fraction("0.0025")


def krejcie_morgan(population: int) -> int:
    """Respondents needed from a population, rounded to the nearest; never more than 384.

    n = 3.841 N 0.25 / (0.0025 (N - 1) + 3.841 x 0.25).
    """
    if population < 0:
        raise ValueError("Jumlah populasi tidak boleh negatif.")
    if population == 0:
        return 0
    needed = CHI_SQUARE * population * VARIANCE / (ERROR_SQUARED * (population - 1) + CHI_SQUARE * VARIANCE)
    return half_up(needed)
