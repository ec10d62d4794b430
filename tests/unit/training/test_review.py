from dataclasses import replace
from fractions import Fraction

import pytest
from training.review.domain import AGGREGATE, Give
from training.rules.reviews import ELEMENTS, LEAST, band, means

from .given import AFTER, BEFORE, ENROLMENT_ID, SESSION_ID, SESSION_STATE, Given

RATINGS = dict.fromkeys(ELEMENTS, 3)
GIVE = Give(SESSION_ID, SESSION_STATE, ENROLMENT_ID, True, RATINGS, None)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"session": None}, "sesi-tidak-ada"),
        ({"seated": False}, "bukan-peserta"),
        ({"session": SESSION_STATE | {"status": "CANCELLED"}}, "sesi-dibatalkan"),
        ({"ratings": {"MATERIAL": 4}}, "nilai-tidak-lengkap"),
        ({"ratings": RATINGS | {"PLACE": 5}}, "nilai-di-luar-skala"),
        ({"ratings": RATINGS | {"PLACE": 0}}, "nilai-di-luar-skala"),
    ],
)
def test_whoever_had_a_seat_says_something_of_every_element_after_the_session(change, rule):
    assert Given(AGGREGATE).when(GIVE, now=AFTER)
    assert Given(AGGREGATE).refuses(replace(GIVE, **change), now=AFTER).rule == rule


def test_it_is_said_once_and_not_before_the_end():
    assert Given(AGGREGATE).refuses(GIVE, now=BEFORE).rule == "sesi-belum-selesai"
    said = Given(AGGREGATE, *Given(AGGREGATE).when(GIVE, now=AFTER))
    assert said.refuses(GIVE, now=AFTER).rule == "kesan-sudah-diberikan"


def test_below_ten_nothing_is_told_and_no_word_is_given():
    assert LEAST == 10
    assert means([RATINGS] * 9) == {} and band(means([RATINGS] * 9)) is None
    told = means([RATINGS] * 9 + [RATINGS | {"TRAINER": 4}])
    assert (told["TRAINER"], told["PLACE"]) == (Fraction(31, 10), 3)


@pytest.mark.parametrize(
    ("mean", "word"),
    [("3.25", "STRONG"), ("3.24", "MEDIUM"), ("2.5", "MEDIUM"), ("2.49", "WEAK"), ("1", "WEAK"), ("4", "STRONG")],
)
def test_the_word_follows_the_mean_of_all_elements_by_its_thresholds(mean, word):
    assert band(dict.fromkeys(ELEMENTS, Fraction(mean))) == word
