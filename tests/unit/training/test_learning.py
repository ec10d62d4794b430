from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.rules.learning import learning_gain

scores = st.one_of(st.none(), st.integers(0, 100))
groups = st.lists(st.tuples(scores, scores), max_size=30)


def test_three_people_who_gained_fifteen_points_gained_three_eighths_of_their_room():
    assert learning_gain([50, 60, 70], [70, 80, 75], 100).shown == {
        "pairs": 3,
        "left_out": 0,
        "mean_gain": "15.00",
        "n_gain": "0.375",
    }


def test_who_missed_one_of_the_tests_is_counted_and_changes_nothing_else():
    alone = learning_gain([50], [70], 100)
    assert learning_gain([50, None, 90, None], [70, 10, None, None], 100) == alone._replace(left_out=3)


def test_nobody_claims_nothing():
    assert learning_gain([None], [80], 100).shown == {"pairs": 0, "left_out": 1, "mean_gain": None, "n_gain": None}


def test_without_room_there_is_a_mean_but_no_normalised_gain():
    gain = learning_gain([100, 100], [100, 90], 100)
    assert (gain.shown["mean_gain"], gain.shown["n_gain"]) == ("-5.00", None)


def test_a_loss_is_shown_as_one():
    assert learning_gain([50], ["49.995"], 100).shown["mean_gain"] == "-0.01"
    assert learning_gain([50], ["49.999"], 100).shown["mean_gain"] == "0.00"


@given(groups)
def test_the_gain_never_exceeds_the_room_and_everybody_is_counted_once(group):
    before, after = [pre for pre, _ in group], [post for _, post in group]
    gain = learning_gain(before, after, 100)
    assert gain.pairs + gain.left_out == len(group)
    assert gain.normalised is None or gain.normalised <= 1
    assert gain.mean is None or abs(gain.mean) <= 100


@given(groups)
def test_the_order_of_the_people_does_not_matter(group):
    def gain(people):
        return learning_gain([pre for pre, _ in people], [post for _, post in people], 100)

    assert gain(group) == gain(group[::-1])


@pytest.mark.parametrize(
    ("before", "after", "most"),
    [([1], [1, 2], 100), ([101], [50], 100), ([50], [-1], 100), ([0], [0], 0), (["x"], [1], 100)],
)
def test_what_cannot_be_scores_of_the_same_people_is_an_error(before, after, most):
    with pytest.raises(ValueError):
        learning_gain(before, after, Fraction(most))
