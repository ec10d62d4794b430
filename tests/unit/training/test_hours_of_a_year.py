from fractions import Fraction

import pytest
from training.rules.hours import Entry, jp_year
from training.rules.latsar import latsar_grade


def test_a_pns_below_twenty_is_told_what_is_missing_and_never_too_much():
    assert jp_year("PNS", [Entry(12), Entry(6)]) == (18, 2, 0)
    assert jp_year("PNS", [Entry(20)]) == (20, 0, 0)
    assert jp_year("PNS", [Entry(40)]) == (40, 0, 0)


def test_a_pppk_above_twenty_four_is_warned_and_keeps_every_hour():
    assert jp_year("PPPK", [Entry(20), Entry(5)]) == (25, 0, 1)
    assert jp_year("PPPK", []) == (0, 0, 0)


def test_basic_training_and_reversed_entries_count_for_nothing():
    entries = [Entry(647, "LATSAR"), Entry(8, reversed=True), Entry(9, "SEMINAR")]
    assert jp_year("PNS", entries) == (9, 11, 0)


@pytest.mark.parametrize(("status", "entry"), [("CPNS", Entry(1)), ("PNS", Entry(-1)), ("PNS", Entry(1.5))])
def test_another_status_and_hours_that_are_none_are_errors(status, entry):
    with pytest.raises(ValueError):
        jp_year(status, [entry])


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "VERY_SATISFYING"),
        ("90.01", "VERY_SATISFYING"),
        ("90", "SATISFYING"),
        ("80.01", "SATISFYING"),
        ("80", "FAIRLY_SATISFYING"),
        ("70.01", "FAIRLY_SATISFYING"),
        ("70", "NOT_PASSED"),
        ("0", "NOT_PASSED"),
    ],
)
def test_grades_of_basic_training_begin_just_above_the_tens(score, grade):
    assert latsar_grade(Fraction(score)) == grade


@pytest.mark.parametrize("score", ["-0.01", "100.01"])
def test_a_score_outside_0_to_100_has_no_grade(score):
    with pytest.raises(ValueError):
        latsar_grade(Fraction(score))
