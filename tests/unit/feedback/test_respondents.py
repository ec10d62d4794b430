"""Who answered is told of ten people or more, and nobody can be reckoned from the rest."""

from feedback.rules.respondents import ABOUT, FEWEST, UNSAID, told
from hypothesis import given
from hypothesis import strategies as st


def test_what_is_fewer_than_ten_is_held_back_with_the_next_smallest():
    sums = {"sex": {"male": 40, "female": 9}}
    assert told(sums, 80) == {"sex": {"male": 40, "female": None, UNSAID: None}}
    assert told({"sex": {"male": 40, "female": 3}}, 54) == {"sex": {"male": 40, "female": None, UNSAID: None}}
    assert told({"sex": {"male": 40}}, 40) == {"sex": {"male": 40, "female": 0, UNSAID: 0}}
    assert told({"sex": {"male": 40, "female": 12}}, 80) == {"sex": {"male": 40, "female": 12, UNSAID: 28}}


def test_of_very_few_nothing_is_told_not_even_what_nobody_answered():
    assert told({"disability": {"yes": 1}}, 1) == {"disability": dict.fromkeys(("yes", "no", UNSAID))}
    assert told({"sex": {"male": 2, "female": 3}}, 5) == {"sex": dict.fromkeys(("male", "female", UNSAID))}


def test_a_question_that_nobody_answered_is_not_told():
    assert told({"sex": {}}, 30) == {} and told({}, 30) == {}


@given(
    st.fixed_dictionaries(
        {name: st.dictionaries(st.sampled_from(answers), st.integers(0, 60)) for name, answers in ABOUT.items()}
    ),
    st.integers(0, 60),
)
def test_what_is_held_back_is_two_numbers_of_ten_people_together_or_everything(sums, silent):
    responses = max(sum(row.values()) for row in sums.values()) + silent
    for question, row in told(sums, responses).items():
        full = {name: sums[question].get(name, 0) for name in ABOUT[question]}
        full[UNSAID] = responses - sum(full.values())
        hidden = [name for name, number in row.items() if number is None]
        assert all(number is None or (number == full[name] and not 0 < number < FEWEST) for name, number in row.items())
        if hidden and len(hidden) < len(row):
            assert len(hidden) > 1 and sum(full[name] for name in hidden) >= FEWEST
