"""The month as a picture: weeks from Monday on, every day of the month once."""

from datetime import date, timedelta

import pytest
from portal.public.session_calendar import _first, weeks

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize("year", [2024, 2026])
def test_every_day_of_every_month_stands_once_under_its_weekday(year):
    for month in range(1, 13):
        first = date(year, month, 1)
        after = (first + timedelta(days=31)).replace(day=1)
        shown = weeks(first, after)
        assert all(len(week) == 7 for week in shown) and any(shown[0]) and any(shown[-1])
        days = [day for week in shown for day in week if day]
        assert days == [first + timedelta(days=n) for n in range((after - first).days)]
        assert all(day.weekday() == place for week in shown for place, day in enumerate(week) if day)


@pytest.mark.parametrize(
    ("wanted", "first"),
    [("2026-02", date(2026, 2, 1)), ("", TODAY), ("2026-13", TODAY), ("kemarin", TODAY), ("2026-02-01", TODAY)],
)
def test_a_month_that_cannot_be_read_is_this_one(wanted, first):
    assert _first(wanted, TODAY) == first.replace(day=1)
