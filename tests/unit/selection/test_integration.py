from datetime import date
from fractions import Fraction

import pytest
from asnkit.exact import shown
from hypothesis import given
from hypothesis import strategies as st
from selection.rules.integration import (
    Component,
    Finalist,
    final_order,
    final_places,
    final_score,
    seats,
    skb100,
    tie_needs_committee,
)
from selection.rules.ruleset import load

RULES = load("KEPMEN321-2024")


def cat(score, most=500):
    return skb100([Component(Fraction(score), Fraction(most), 100)])


def printed(skd, skb):
    return shown(final_score(skd, skb, RULES), 3)


def person(name, skd=400, tkp=190, tiu=120, twk=90, skb="70", academic="3.85", born=date(1990, 6, 30)):
    return Finalist(name, skd, tkp, tiu, twk, Fraction(skb), academic and Fraction(academic), born)


@pytest.mark.parametrize(
    ("skd", "skb", "expected"),
    [(420, 500, "90.545"), (420, 350, "72.545"), (395, 350, "70.727"), (550, 500, "100.000"), (0, 0, "0.000")],
)
def test_published_and_derived_final_scores(skd, skb, expected):
    assert printed(skd, cat(skb)) == expected


def test_a_practical_test_has_its_weight():
    assert printed(420, skb100([Component(350, 500, 60), Component(80, 100, 40)])) == "74.945"


@pytest.mark.parametrize("wrong", ["73.600", "52.830", "86.350"])
def test_numbers_that_the_press_printed_are_not_reproduced(wrong):
    assert wrong not in (printed(395, cat(350)), printed(420, cat(350)), printed(420, cat(500)), printed(420, cat(465)))


@given(st.integers(0, 550), st.integers(0, 500))
def test_it_is_the_short_formula(skd, skb):
    assert final_score(skd, cat(skb), RULES) == Fraction(skd * 4, 55) + Fraction(skb * 3, 25)


@given(st.integers(311, 517), st.integers(34, 100).map(lambda n: n * 5))
def test_33_points_of_skd_are_20_points_of_skb_exactly_and_the_higher_skd_wins(skd, skb):
    low = person("low", skd=skd, skb=str(cat(skb)))
    high = person("high", skd=skd + 33, skb=str(cat(skb - 20)))
    assert final_score(low.skd, low.skb100, RULES) == final_score(high.skd, high.skb100, RULES)
    assert final_order([low, high], RULES) == ["high", "low"]


@pytest.mark.parametrize(
    ("better", "step"),
    [
        ({"skb": "70.001"}, "nilai akhir"),
        ({"skd": 433, "skb": "66"}, "total SKD"),
        ({"tkp": 191}, "TKP"),
        ({"tiu": 125}, "TIU"),
        ({"twk": 95}, "TWK"),
        ({"academic": "3.86"}, "akademik"),
        ({"born": date(1990, 6, 29)}, "lebih tua"),
    ],
)
def test_each_rung_decides_when_those_before_are_equal(better, step):
    order = final_places([person("B"), person("A", **better)], RULES)
    assert [place.people[0].id for place in order] == ["A", "B"]
    assert order[1].step == step


def test_a_rung_is_stronger_than_all_after_it():
    strong = person("S", tkp=191, tiu=0, twk=0, academic="1", born=date(2000, 1, 1))
    weak = person("W", tkp=190, tiu=175, twk=150, academic="4", born=date(1970, 1, 1))
    assert final_order([weak, strong], RULES) == ["S", "W"]


def test_a_tie_to_the_last_rung_goes_to_the_committee():
    assert tie_needs_committee([person("A"), person("B")], RULES)
    assert not tie_needs_committee([person("A"), person("B", born=date(1991, 1, 1))], RULES)
    with pytest.raises(ValueError):
        final_order([person("A"), person("B")], RULES)


def test_an_unknown_birth_date_matters_only_where_it_is_needed():
    assert tie_needs_committee([person("A"), person("B", born=None)], RULES)
    assert final_order([person("A", born=None), person("B", tkp=1, born=None)], RULES) == ["A", "B"]


people = st.lists(
    st.builds(
        person,
        st.integers(0, 10_000).map(str),
        st.sampled_from([400, 433]),
        st.sampled_from([180, 190]),
        st.sampled_from([120, 125]),
        st.just(90),
        st.sampled_from(["70", "66"]),
        st.sampled_from(["3.5", "3.50", "3.6", None]),
        st.sampled_from([date(1990, 1, 1), date(1991, 1, 1), None]),
    ),
    unique_by=lambda p: p.id,
    max_size=10,
)


@given(people, st.randoms())
def test_the_order_of_arrival_is_nothing_to_the_result(finalists, random):
    shuffled = finalists[:]
    random.shuffle(shuffled)
    assert final_places(shuffled, RULES) == final_places(finalists, RULES)


@given(people)
def test_a_higher_final_score_is_never_lower_in_the_list(finalists):
    scores = [final_score(p.skd, p.skb100, RULES) for place in final_places(finalists, RULES) for p in place.people]
    assert scores == sorted(scores, reverse=True)


def test_the_first_of_the_line_take_its_seats():
    order = final_places([person("A", skb="90"), person("B", skb="80"), person("C", skb="70")], RULES)
    assert seats(order, 2) == {"A": "L", "B": "L", "C": "TL"}
    assert seats(order, 5) == {"A": "L", "B": "L", "C": "L"}
    assert seats(order, 0) == {"A": "TL", "B": "TL", "C": "TL"}


def test_a_tie_inside_the_seats_or_outside_is_harmless_but_not_across_the_last_seat():
    order = final_places([person("A"), person("B"), person("C", skb="60"), person("D", skb="60")], RULES)
    assert seats(order, 2) == {"A": "L", "B": "L", "C": "TL", "D": "TL"}
    for quota in (1, 3):
        with pytest.raises(ValueError):
            seats(order, quota)


@pytest.mark.parametrize(
    "components",
    [
        [],
        [(350, 500, 60)],
        [(350, 500, 60), (80, 100, 50)],
        [(501, 500, 100)],
        [(-1, 500, 100)],
        [(0, 0, 100)],
        [(350, 500, 140), (0, 100, -40)],
    ],
)
def test_components_that_cannot_be_are_an_error(components):
    with pytest.raises(ValueError):
        skb100([Component(*row) for row in components])


@pytest.mark.parametrize(("skd", "skb"), [(551, 0), (-1, 0), (0, 101), (0, -1)])
def test_scores_beyond_their_maximum_are_an_error(skd, skb):
    with pytest.raises(ValueError):
        final_score(skd, Fraction(skb), RULES)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("0.0005", 3, "0.001"), ("0.00049", 3, "0.000"), ("2.5", 0, "3"), ("99.9995", 3, "100.000"), ("1/3", 2, "0.33")],
)
def test_display_rounds_half_up(value, decimals, text):
    assert shown(Fraction(value), decimals) == text
