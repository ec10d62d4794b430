from datetime import date, timedelta

import pytest
from asnkit.workdays import holidays, is_workday, workday_due
from hypothesis import given
from hypothesis import strategies as st

NEW_YEAR = {date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1)}
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def test_fourteen_working_days_over_the_new_year():
    assert workday_due(date(2024, 12, 23), 14, NEW_YEAR) == date(2025, 1, 15)


@pytest.mark.parametrize("start", [date(2026, 10, 2), date(2026, 10, 3), date(2026, 10, 4)])
def test_a_term_that_starts_on_friday_or_the_weekend_counts_monday_first(start):
    assert workday_due(start, 1, ()) == date(2026, 10, 5)


def test_a_term_of_no_days_ends_where_it_starts_and_one_below_zero_is_an_error():
    assert workday_due(date(2026, 10, 3), 0, ()) == date(2026, 10, 3)
    with pytest.raises(ValueError):
        workday_due(date(2026, 10, 3), -1, ())


@given(days, st.integers(1, 60), st.sets(days, max_size=30))
def test_between_start_and_due_day_lie_exactly_the_days_of_the_term(start, term, free):
    due = workday_due(start, term, free)
    passed = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert sum(is_workday(day, free) for day in passed) == term
    assert is_workday(due, free)


@given(days, st.integers(0, 30), st.integers(0, 30), st.sets(days, max_size=30))
def test_two_terms_in_a_row_end_where_their_sum_ends(start, first, second, free):
    assert workday_due(workday_due(start, first, free), second, free) == workday_due(start, first + second, free)


def test_the_calendars_hold_as_many_days_as_their_decrees():
    assert len(holidays(2025)) == 17 + 10 + 1
    assert len(holidays(2026)) == 17 + 8
    assert {day.year for day in holidays(2025, 2026)} == {2025, 2026}
    assert date(2026, 3, 23) in holidays(2026)


def test_a_year_without_calendar_is_an_error_not_a_year_without_holidays():
    with pytest.raises(FileNotFoundError):
        holidays(1999)
