import functools
import operator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selection.rules.ladder import Step, places


@dataclass(frozen=True)
class Person:
    id: int
    first: int
    second: int | None


STEPS = (Step("first", lambda p: p.first), Step("second", lambda p: p.second, highest_first=False))
people = st.lists(
    st.builds(Person, st.integers(0, 1000), st.integers(0, 3), st.none() | st.integers(0, 3)),
    unique_by=lambda p: p.id,
    max_size=12,
)


def ids(order):
    return [[person.id for person in place.people] for place in order]


def test_the_step_that_put_someone_lower_is_named():
    order = places([Person(1, 5, 1), Person(2, 5, 2), Person(3, 4, 0)], STEPS)
    assert ids(order) == [[1], [2], [3]]
    assert [place.step for place in order] == [None, "second", "first"]


def test_full_ties_share_a_rank_and_the_next_rank_counts_all_of_them():
    order = places([Person(3, 5, 1), Person(1, 5, 1), Person(2, 4, 1)], STEPS)
    assert ids(order) == [[1, 3], [2]]
    assert [place.rank for place in order] == [1, 3]
    assert [place.tied for place in order] == [True, False]


def test_a_missing_value_leaves_the_tie_undivided_but_only_that_tie():
    order = places([Person(1, 5, None), Person(2, 5, 1), Person(3, 4, 2), Person(4, 4, 1)], STEPS)
    assert ids(order) == [[1, 2], [4], [3]]


@dataclass(frozen=True)
class Three(Person):
    third: int


def test_a_missing_value_stops_there_and_no_later_step_decides_instead():
    steps = (*STEPS, Step("third", lambda p: p.third))
    for seconds in ((None, None), (None, 1), (1, None)):
        people = [Three(number, 5, second, number) for number, second in enumerate(seconds, start=1)]
        [place] = places(people, steps)
        assert (place.tied, [person.id for person in place.people]) == (True, [1, 2])


def test_a_missing_value_that_nobody_needs_changes_nothing():
    assert ids(places([Person(1, 5, None), Person(2, 4, None)], STEPS)) == [[1], [2]]


def test_nobody_may_stand_in_the_list_twice():
    with pytest.raises(ValueError):
        places([Person(1, 5, 1), Person(1, 4, 1)], STEPS)


@given(people, st.randoms())
def test_the_order_of_arrival_is_nothing_to_the_result(persons, random):
    shuffled = persons[:]
    random.shuffle(shuffled)
    assert places(shuffled, STEPS) == places(persons, STEPS)


@given(people)
def test_everyone_has_exactly_one_place_and_ranks_count_those_above(persons):
    order = places(persons, STEPS)
    assert sorted(functools.reduce(operator.iadd, ids(order), [])) == sorted(p.id for p in persons)
    above = 0
    for place in order:
        assert place.rank == above + 1
        above += len(place.people)


@given(people)
def test_someone_above_is_never_worse_on_the_first_step(persons):
    flat = [person.first for place in places(persons, STEPS) for person in place.people]
    assert flat == sorted(flat, reverse=True)
