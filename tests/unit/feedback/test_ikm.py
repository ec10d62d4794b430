from fractions import Fraction

import pytest
from feedback.rules.ikm import ikm, ikm_grade
from hypothesis import given
from hypothesis import strategies as st

PUBLISHED = [105, 101, 100, 116, 102, 105, 106, 105, 115]
answers = st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=40)


def printed(*args, **kwargs):
    result = ikm(*args, **kwargs)
    return result.shown, result.grade


def test_the_published_example_needs_the_exact_weight():
    assert printed(PUBLISHED, 29) == ("91.48", "A")
    assert printed(PUBLISHED, 29, Fraction("0.11")) == ("90.56", "A")


def test_the_rounded_weight_can_cost_a_grade():
    totals = [106] * 8 + [107]
    assert printed(totals, 30) == ("88.43", "A")
    assert printed(totals, 30, Fraction("0.11")) == ("87.54", "B")


def test_all_answers_four_is_100_and_all_one_is_25():
    assert printed([4] * 9, 1) == ("100.00", "A")
    assert printed([4] * 9, 1, Fraction("0.111")) == ("99.90", "A")
    assert printed([1] * 9, 1) == ("25.00", "D")


def test_an_index_between_two_printed_bands_is_rounded_before_it_is_graded():
    assert printed([58] * 7 + [59] * 2, 19) == ("76.61", "B")


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("100", "A"),
        ("88.31", "A"),
        ("88.305", "A"),
        ("88.304", "B"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.605", "B"),
        ("76.6049", "C"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.995", "C"),
        ("64.99", "D"),
        ("25", "D"),
    ],
)
def test_grades_meet_at_the_printed_limits(value, grade):
    assert ikm_grade(Fraction(value)) == grade


def test_missing_answers_are_counted_element_by_element():
    assert printed([4, 8, 8, 8, 8, 8, 8, 8, 8], [1, 2, 2, 2, 2, 2, 2, 2, 2]) == ("100.00", "A")


@pytest.mark.parametrize(
    ("totals", "respondents"),
    [([4] * 8, 1), ([5] + [4] * 8, 1), ([1] * 9, 2), ([0] * 9, 0), ([4] * 9, [1] * 8), ([4] * 9, [0] + [1] * 8)],
)
def test_numbers_that_no_survey_can_give_are_an_error(totals, respondents):
    with pytest.raises(ValueError):
        ikm(totals, respondents)


@pytest.mark.parametrize("value", [Fraction(-1), Fraction("100.01")])
def test_an_index_outside_0_to_100_has_no_grade(value):
    with pytest.raises(ValueError):
        ikm_grade(value)


@given(answers)
def test_the_index_lies_between_25_and_100_and_the_order_of_elements_is_nothing_to_it(sheets):
    totals = [sum(column) for column in zip(*sheets, strict=True)]
    result = ikm(totals, len(sheets))
    assert 25 <= result.exact <= 100
    assert ikm(totals[::-1], len(sheets)) == result


@given(answers)
def test_one_more_respondent_who_gives_four_never_lowers_the_index(sheets):
    totals = [sum(column) for column in zip(*sheets, strict=True)]
    assert ikm([total + 4 for total in totals], len(sheets) + 1).exact >= ikm(totals, len(sheets)).exact
