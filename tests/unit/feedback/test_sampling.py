from fractions import Fraction

import pytest
from feedback.rules.sampling import krejcie_morgan
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("population", "needed"),
    [
        (0, 0),
        (1, 1),
        (10, 10),
        (15, 14),
        (20, 19),
        (50, 44),
        (100, 80),
        (200, 132),
        (500, 217),
        (1000, 278),
        (2000, 322),
        (5000, 357),
        (10000, 370),
        (75000, 382),
        (1000000, 384),
        (10**12, 384),
    ],
)
def test_the_published_table(population, needed):
    assert krejcie_morgan(population) == needed


def test_it_is_not_slovins_formula():
    slovin = Fraction(10_000) / (1 + 10_000 * Fraction("0.05") ** 2)
    assert round(slovin) == 385
    assert krejcie_morgan(10_000) == 370


@given(st.integers(0, 10**9))
def test_it_never_asks_for_more_than_there_are_nor_more_than_384(population):
    needed = krejcie_morgan(population)
    assert needed <= min(population, 384)
    assert needed <= krejcie_morgan(population + 1)


def test_a_population_below_zero_is_an_error():
    with pytest.raises(ValueError):
        krejcie_morgan(-1)
