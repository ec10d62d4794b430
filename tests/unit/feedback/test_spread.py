"""How sure an index is, and which element goes with the whole: from sums, as from the answers themselves."""

import math
import statistics
from fractions import Fraction

import pytest
from feedback.rules.spread import PAIRS, Complete, importance, margin
from hypothesis import given as for_all
from hypothesis import strategies as st

ANSWERS = st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=30, max_size=60)


def sums(answers):
    totals = [sum(one[i] for one in answers) for i in range(9)]
    return Complete(len(answers), totals, [sum(one[i] * one[j] for one in answers) for i, j in PAIRS])


@for_all(ANSWERS)
def test_the_interval_is_that_of_the_mean_of_single_indexes(answers):
    """Against floats, which are near enough to say so."""
    single = [sum(one) / 9 * 25 for one in answers]
    expected = 1.96 * statistics.stdev(single) / math.sqrt(len(single))
    assert float(margin(sums(answers))) == pytest.approx(expected, abs=0.00501)


@for_all(ANSWERS)
def test_importance_is_the_correlation_with_the_sum_of_the_others(answers):
    own, rest = [one[0] for one in answers], [sum(one[1:]) for one in answers]
    found = importance(sums(answers), 0)
    if len(set(own)) == 1 or len(set(rest)) == 1:
        assert found is None
    else:
        assert float(found) == pytest.approx(statistics.correlation(own, rest), abs=0.00501)


def test_who_all_say_the_same_leave_nothing_to_be_unsure_of():
    same = sums([[3] * 9] * 30)
    assert (margin(same), importance(same, 4)) == (0, None)


def test_half_a_hundredth_goes_up():
    """Half of 30 say 2, half 3, to everything: the index has the deviation 12.5 times the root of 30/29."""
    half = sums([[2] * 9] * 15 + [[3] * 9] * 15)
    assert margin(half) == Fraction(455, 100) and importance(half, 0) == 1
