from fractions import Fraction

import pytest
from asnkit.exact import half_up, ratio, shown
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("7/2", 2, "3.50"),
        ("1775/18", 2, "98.61"),
        ("0.125", 2, "0.13"),
        ("0.1249", 2, "0.12"),
        ("9.995", 2, "10.00"),
        ("1/2", 0, "1"),
        ("0", 3, "0.000"),
    ],
)
def test_a_number_is_shown_rounded_half_up(value, decimals, text):
    assert shown(Fraction(value), decimals) == text


@given(st.fractions(min_value=0, max_value=10**6))
def test_a_ratio_reads_back_exactly(value):
    assert Fraction(ratio(value)) == value


@given(st.fractions(min_value=0, max_value=10**6))
def test_half_up_is_never_further_than_a_half(value):
    assert -Fraction(1, 2) < half_up(value) - value <= Fraction(1, 2)
