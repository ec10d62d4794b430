from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selection.rules.pppk import Contender, pppk_order, pppk_places


def contender(name, priority=2, technical=300, managerial=70, social=60, interview=30, born=date(1985, 5, 5)):
    return Contender(name, priority, technical, managerial, social, interview, born)


def test_a_higher_class_beats_every_score():
    low = contender("THK2", 1, 250, 60, 50, 24, date(1975, 1, 1))
    assert pppk_order([contender("NONASN", 2, 400, 90, 70, 36), low]) == ["THK2", "NONASN"]


@pytest.mark.parametrize(
    "better",
    [
        {"technical": 301},
        {"technical": 301, "managerial": 69},
        {"managerial": 71, "social": 59},
        {"social": 61, "interview": 29},
        {"born": date(1985, 5, 4)},
    ],
)
def test_inside_a_class_the_total_decides_then_each_part_then_age(better):
    assert pppk_order([contender("B"), contender("A", **better)]) == ["A", "B"]


def test_a_full_tie_goes_to_the_committee():
    with pytest.raises(ValueError):
        pppk_order([contender("A"), contender("B")])


contenders = st.lists(
    st.builds(
        contender,
        st.integers(0, 1000).map(str),
        st.integers(1, 3),
        st.sampled_from([300, 310]),
        st.sampled_from([60, 70]),
        st.sampled_from([50, 60]),
        st.just(30),
        st.sampled_from([date(1985, 1, 1), None]),
    ),
    unique_by=lambda c: c.id,
    max_size=12,
)


@given(contenders, st.randoms())
def test_the_order_of_arrival_is_nothing_to_the_result(people, random):
    shuffled = people[:]
    random.shuffle(shuffled)
    assert pppk_places(shuffled) == pppk_places(people)


@given(contenders)
def test_classes_come_in_order_and_totals_fall_inside_a_class(people):
    flat = [person for place in pppk_places(people) for person in place.people]
    assert all((a.priority, -a.total) <= (b.priority, -b.total) for a, b in pairwise(flat))
