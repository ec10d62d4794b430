from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registration.rules.eligibility import age_ok, age_on, birthday_in

days = st.dates(date(1950, 1, 1), date(2010, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "highest", "expected"),
    [
        (date(2006, 9, 10), date(2024, 9, 10), 35, True),
        (date(2006, 9, 11), date(2024, 9, 10), 35, False),
        (date(1989, 9, 10), date(2024, 9, 10), 35, True),
        (date(1989, 9, 9), date(2024, 9, 10), 35, False),
        (date(1985, 1, 1), date(2024, 9, 10), 40, True),
        (date(1984, 9, 10), date(2024, 9, 10), 40, True),
        (date(1984, 9, 9), date(2024, 9, 10), 40, False),
    ],
)
def test_the_limits_are_18_and_the_day_of_the_highest_age(born, on, highest, expected):
    assert age_ok(born, on, highest=highest) is expected


def test_a_period_may_refuse_the_birthday_itself():
    assert not age_ok(date(1989, 9, 10), date(2024, 9, 10), birthday_counts=False)
    assert age_ok(date(1989, 9, 11), date(2024, 9, 10), birthday_counts=False)


def test_born_on_29_february_has_the_birthday_on_1_march_of_a_common_year():
    assert birthday_in(date(2000, 2, 29), 2018) == date(2018, 3, 1)
    assert birthday_in(date(2000, 2, 29), 2020) == date(2020, 2, 29)
    assert not age_ok(date(2008, 2, 29), date(2026, 2, 28))
    assert age_ok(date(2008, 2, 29), date(2026, 3, 1))
    assert age_ok(date(1988, 2, 29), date(2023, 3, 1))
    assert not age_ok(date(1988, 2, 29), date(2023, 3, 2))


@given(days, st.integers(18, 60))
def test_a_person_is_let_in_on_exactly_the_days_between_the_limits(born, highest):
    first, last = birthday_in(born, born.year + 18), birthday_in(born, born.year + highest)
    assert age_ok(born, first, highest=highest)
    assert age_ok(born, last, highest=highest)
    assert not age_ok(born, first - timedelta(days=1), highest=highest)
    assert not age_ok(born, last + timedelta(days=1), highest=highest)


@given(days, st.integers(0, 30_000))
def test_age_grows_by_one_on_the_birthday_alone(born, later):
    on = born + timedelta(days=later)
    grown = age_on(born, on) - age_on(born, on - timedelta(days=1))
    assert grown == (1 if on == birthday_in(born, on.year) else 0)
