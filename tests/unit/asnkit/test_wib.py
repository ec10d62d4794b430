from datetime import UTC, date, datetime, timedelta

from asnkit.wib import day_begins, day_ends, wib_date
from hypothesis import given
from hypothesis import strategies as st


def test_a_day_in_tanjungbalai_begins_seven_hours_before_the_one_of_utc():
    assert day_begins(date(2024, 9, 20)) == datetime(2024, 9, 19, 17, tzinfo=UTC)
    assert day_ends(date(2024, 9, 20)) == datetime(2024, 9, 20, 16, 59, 59, 999_000, tzinfo=UTC)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_first_and_the_last_moment_of_a_day_are_on_it_and_their_neighbours_are_not(day):
    tick = timedelta(milliseconds=1)
    assert wib_date(day_begins(day)) == wib_date(day_ends(day)) == day
    assert wib_date(day_begins(day) - tick) == day - timedelta(days=1)
    assert wib_date(day_ends(day) + tick) == day + timedelta(days=1)
