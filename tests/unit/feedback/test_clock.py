from datetime import date, timedelta

import pytest
from asnkit.workdays import is_workday, workday_due
from feedback.rules.clock import clock_due
from hypothesis import given
from hypothesis import strategies as st

days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
pauses = st.lists(st.tuples(days, st.integers(0, 20)), max_size=4)
FRIDAY = date(2024, 9, 20)


def test_two_pauses_move_the_day_by_their_working_days():
    held = [(date(2024, 9, 23), date(2024, 9, 30)), (date(2024, 10, 2), date(2024, 10, 3))]
    assert clock_due(FRIDAY, 14, (), held) == date(2024, 10, 18)


def test_the_day_of_resuming_counts():
    assert clock_due(FRIDAY, 1, (), [(date(2024, 9, 23), date(2024, 9, 24))]) == date(2024, 9, 24)


def test_a_pause_over_a_weekend_or_of_no_day_costs_nothing():
    assert clock_due(FRIDAY, 1, (), [(date(2024, 9, 21), date(2024, 9, 23))]) == date(2024, 9, 23)
    assert clock_due(FRIDAY, 1, (), [(date(2024, 9, 23), date(2024, 9, 23))]) == date(2024, 9, 23)


def test_a_pause_that_ends_before_it_begins_is_an_error():
    with pytest.raises(ValueError):
        clock_due(FRIDAY, 1, (), [(date(2024, 9, 24), date(2024, 9, 23))])


@given(days, st.integers(0, 60), st.sets(days, max_size=20), pauses)
def test_exactly_the_working_days_outside_pauses_are_counted(start, term, free, pauses):
    held = [(since, since + timedelta(days=length)) for since, length in pauses]
    due = clock_due(start, term, free, held)
    after = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    running = [day for day in after if not any(since <= day < until for since, until in held)]
    assert sum(is_workday(day, free) for day in running) == term


@given(days, st.integers(0, 60), st.sets(days, max_size=20))
def test_without_pauses_it_is_the_plain_term(start, term, free):
    assert clock_due(start, term, free) == workday_due(start, term, free)
