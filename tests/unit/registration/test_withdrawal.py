import pytest
from registration.rules.withdrawal import may_apply_after_withdrawal


@pytest.mark.parametrize(("year", "expected"), [(2025, False), (2026, False), (2027, True), (2030, True)])
def test_the_two_following_budget_years_are_closed(year, expected):
    assert may_apply_after_withdrawal(2024, True, year) is expected


@pytest.mark.parametrize("year", [2025, 2026])
def test_without_an_employee_number_the_ban_is_the_periods_setting(year):
    assert may_apply_after_withdrawal(2024, False, year)
    assert not may_apply_after_withdrawal(2024, False, year, nip_required=False)
