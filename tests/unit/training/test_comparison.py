"""What a session is measured by: fixed before its first hour, and what may be said of it later."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from training.comparison.domain import AGGREGATE, Fix
from training.rules.effects import Effect, effect_of
from training.rules.reviews import MEDIUM, STRONG, WEAK

from .given import COURSE_ID, SESSION_ID, Given

UNIT, OTHER, GONE = (f"0192f0c4-7a31-7c3e-9b1d-2f6a5c8e002{n}" for n in (1, 2, 3))
HERE, ENDED = {"ends": None}, {"ends": "2026-01-01"}
SESSION = {
    "course": COURSE_ID,
    "status": "SCHEDULED",
    "days": [{"date": "2026-12-01", "begins": "08:00", "ends": "16:00"}],
}
BEFORE, BEGUN = datetime(2026, 12, 1, 0, 59, tzinfo=UTC), datetime(2026, 12, 1, 1, tzinfo=UTC)
FIX = Fix(SESSION_ID, SESSION, "time", {UNIT: HERE}, {OTHER: HERE})


def test_until_the_first_hour_another_choice_takes_the_place_and_from_then_on_none():
    given = Given(AGGREGATE, *Given(AGGREGATE).when(FIX, now=BEFORE))
    assert given.when(FIX, now=BEFORE) == []
    assert given.when(replace(FIX, measure="index"), now=BEFORE)[0].data["measure"] == "index"
    assert given.refuses(replace(FIX, measure="index"), now=BEGUN).rule == "sesi-sudah-mulai"
    assert Given(AGGREGATE).refuses(FIX, now=BEGUN).rule == "sesi-sudah-mulai"


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"session": None}, "sesi-tidak-ada", None),
        ({"session": SESSION | {"status": "CANCELLED"}}, "sesi-dibatalkan", None),
        ({"measure": "kindness"}, "ukuran-tidak-dikenal", "measure"),
        ({"units": {}}, "banyaknya-unit", "units"),
        ({"others": {str(n): HERE for n in range(21)}}, "banyaknya-unit", "others"),
        ({"units": {GONE: None}}, "unit-tidak-dikenal", "units"),
        ({"others": {GONE: ENDED}}, "unit-tidak-dikenal", "others"),
        ({"others": {UNIT: HERE}}, "unit-dua-kali", "others"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_its_field(change, rule, field):
    refused = Given(AGGREGATE).refuses(replace(FIX, **change), now=BEFORE)
    assert (refused.rule, refused.field) == (rule, field)


def test_a_session_without_comparison_may_be_fixed_and_nothing_is_concluded_of_it():
    [fact] = Given(AGGREGATE).when(replace(FIX, others={}), now=BEFORE)
    assert fact.data["others"] == []
    assert effect_of(side(40, 2, 3), None, "time") == Effect()


def sums(n, low):
    """So many answers of 4, and `low` of 2."""
    return {"n": n, "total": 4 * (n - low) + 2 * low, "squares": 16 * (n - low) + 4 * low}


def side(n, before, after):
    """So many answers at both times, with so many of 2 among them."""
    return {"before": sums(n, before), "after": sums(n, after)}


def test_the_change_of_one_side_is_held_against_the_change_of_the_other():
    effect = effect_of(side(100, 60, 20), side(100, 60, 50), "time")
    # (3.60 - 2.80) - (3.00 - 2.80); variances 4·p·q·n/(n-1) over n: (0.24 + 0.16 + 0.24 + 0.25)·4/99
    assert effect.difference == Fraction(3, 5)
    half = effect.high - effect.difference
    assert half == effect.difference - effect.low == Fraction(37, 100)
    assert abs(float(half) - 1.96 * (4 * 0.89 / 99) ** 0.5) < 0.005
    assert effect.band == STRONG


@pytest.mark.parametrize(
    ("n", "after", "band"),
    [(400, 100, STRONG), (4000, 1700, MEDIUM), (4000, 1900, WEAK), (40, 15, WEAK), (400, 300, WEAK)],
)
def test_a_word_takes_its_threshold_and_an_interval_above_zero(n, after, band):
    assert effect_of(side(n, n // 2, after), side(n, n // 2, n // 2), "time").band == band


@pytest.mark.parametrize("few", [0, 1])
def test_below_ten_answers_of_either_side_nothing_is_concluded(few):
    sides = [side(30, 9, 3), side(30, 9, 9)]
    sides[few] = side(9, 5, 1)
    assert effect_of(*sides, "time") == Effect()
    sides[few] = side(10, 5, 1)
    assert effect_of(*sides, "time").band is not None


def test_of_the_index_the_sum_of_nine_elements_counts_as_their_mean():
    nine = {"before": {"n": 30, "total": 810, "squares": 22050}, "after": {"n": 30, "total": 1053, "squares": 37041}}
    flat = {when: {"n": 30, "total": 810, "squares": 22050} for when in ("before", "after")}
    assert effect_of(nine, flat, "index").difference == Fraction(9, 10)
