"""The code in the room: half a minute on the screen, half a minute longer good, and of its session alone."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from training.attendance import codes

SESSION, OTHER = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
TURN = datetime(2026, 11, 30, 2, 0, 30, tzinfo=UTC)
"""A moment at which the code changes."""


class Vault:
    def fingerprint(self, purpose, text):
        return f"k/{hashlib.sha256(f'{purpose}/{text}'.encode()).hexdigest()}"


@pytest.mark.parametrize(
    ("read_before", "typed_after", "holds"),
    [(1, 0, True), (1, 1, True), (30, 29, True), (1, 30, False), (1, 60, False)],
)
def test_a_code_outlives_its_half_minute_by_another_one(read_before, typed_after, holds):
    code = codes.shown(Vault(), SESSION, TURN - timedelta(seconds=read_before))
    assert code.left == read_before
    assert codes.holds(Vault(), SESSION, code.digits, TURN + timedelta(seconds=typed_after)) is holds


def test_a_code_is_of_its_session_and_not_good_before_its_time():
    code = codes.shown(Vault(), SESSION, TURN).digits
    assert not codes.holds(Vault(), OTHER, code, TURN)
    assert not codes.holds(Vault(), SESSION, code, TURN - timedelta(seconds=1))
