from fractions import Fraction
from itertools import pairwise

import pytest
from feedback.rules.peers import means, peers
from feedback.rules.performance import VALUES
from feedback.rules.survival import survival
from hypothesis import given
from hypothesis import strategies as st

complaints = st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=40)


def test_three_colleagues_have_a_mean_and_two_have_none():
    assert peers([4, 5, 4]) == Fraction(13, 3)
    assert peers([4, 5]) is None and peers([]) is None


def test_the_seven_values_have_a_mean_each_and_of_two_colleagues_none():
    one = dict.fromkeys(VALUES, "SESUAI")
    told = means([one, one, one | {"LOYAL": "DIBAWAH", "SERVICE": "DIATAS"}])
    assert (told["LOYAL"], told["SERVICE"], told["COMPETENT"]) == (Fraction(5, 3), Fraction(7, 3), 2)
    assert means([one, one]) is None


def test_what_is_still_open_counts_among_the_open_ones_until_its_day():
    assert survival([3, 5, 5, 8], [True, True, False, True]) == [
        (3, Fraction(3, 4)),
        (5, Fraction(1, 2)),
        (8, Fraction(0)),
    ]


def test_nothing_closed_draws_no_step():
    assert survival([], []) == [] and survival([3, 9], [False, False]) == []


@given(complaints)
def test_the_curve_only_falls_and_stays_between_one_and_nothing(cases):
    curve = survival([days for days, _ in cases], [done for _, done in cases])
    shares = [Fraction(1), *(share for _, share in curve)]
    assert all(0 <= later < earlier for earlier, later in pairwise(shares))
    assert [day for day, _ in curve] == sorted({days for days, done in cases if done})


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40))
def test_where_everything_is_closed_the_curve_is_the_plain_share(durations):
    for day, share in survival(durations, [True] * len(durations)):
        assert share == Fraction(sum(days > day for days in durations), len(durations))


@pytest.mark.parametrize(("durations", "closed"), [([1], []), ([-1], [True])])
def test_lists_that_do_not_belong_together_are_an_error(durations, closed):
    with pytest.raises(ValueError):
        survival(durations, closed)
