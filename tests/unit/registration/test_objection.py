from datetime import UTC, date, datetime, timedelta

import pytest
from asnkit.wib import wib_date
from hypothesis import given
from hypothesis import strategies as st
from registration.rules.objection import objection_open, objection_redeadline


@pytest.mark.parametrize(
    ("announced_last", "submitted", "expected"),
    [
        (date(2024, 9, 19), date(2024, 9, 19), False),
        (date(2024, 9, 19), date(2024, 9, 20), True),
        (date(2024, 9, 19), date(2024, 9, 22), True),
        (date(2024, 9, 19), date(2024, 9, 23), False),
        (date(2025, 1, 12), date(2025, 1, 15), True),
        (date(2025, 1, 12), date(2025, 1, 16), False),
    ],
)
def test_the_window_is_the_three_official_days_after_the_announcement(announced_last, submitted, expected):
    assert objection_open(announced_last, submitted) is expected


def test_the_list_after_objections_comes_within_seven_days_of_the_window():
    assert objection_redeadline(date(2024, 9, 19)) == date(2024, 9, 29)
    assert objection_redeadline(date(2025, 1, 12)) == date(2025, 1, 22)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
def test_a_window_of_n_days_is_open_on_n_days(announced_last, days):
    around = [announced_last + timedelta(days=n) for n in range(-5, days + 6)]
    assert sum(objection_open(announced_last, day, days) for day in around) == days


def test_the_day_is_the_day_in_tanjungbalai():
    assert wib_date(datetime(2024, 9, 22, 16, 59, 59, tzinfo=UTC)) == date(2024, 9, 22)
    assert wib_date(datetime(2024, 9, 22, 17, 0, tzinfo=UTC)) == date(2024, 9, 23)
