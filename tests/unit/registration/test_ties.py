"""Whose birth date selection may ask for: people whom no score separates, in one line."""

import pytest
from asnkit.events import Refused
from registration.disclosure.domain import check_tied

SKD = {"twk": 85, "tiu": 125, "tkp": 188}
TWO_PARTS = [{"kind": "CAT", "percent": 60}, {"kind": "PRAKTIK", "percent": 40}]


def sat(person, skd=SKD, cat="350", practice=None, line="a"):
    skb = [{"kind": "CAT", "score": cat, "most": 500}]
    skb += [{"kind": "PRAKTIK", "score": practice, "most": 100}] if practice else []
    return {"person": person, "vacancy": line, "skd": skd, "skb": skb if cat else None}


def tied(persons, rows, weights=None):
    try:
        check_tied(persons, rows, weights or {})
    except Refused as refused:
        assert (refused.rule, refused.status) == ("tidak-seri", 403)
        return False
    return True


def test_two_who_are_equal_to_the_last_score_are_tied():
    assert tied(["x", "y"], [sat("x"), sat("y")])
    assert tied(["x", "y", "z", "w"], [sat("x"), sat("y"), sat("z", cat="100"), sat("w", cat="100")])


@pytest.mark.parametrize(
    "other",
    [
        sat("y", cat="351"),
        sat("y", skd={**SKD, "twk": 90}),
        sat("y", line="b"),
        sat("y", skd=None),
        sat("y", cat=None),
        {"person": "y", "vacancy": "a", "skd": SKD},
    ],
)
def test_whoever_a_score_or_a_line_separates_is_not(other):
    assert not tied(["x", "y"], [sat("x"), other])


def test_nobody_is_tied_alone_or_with_somebody_who_is_not_asked_for_or_not_there():
    assert not tied(["x"], [sat("x")])
    assert not tied(["x", "y"], [sat("x")])
    assert not tied(["x", "y", "z"], [sat("x"), sat("y"), sat("z", cat="1")])


def test_different_parts_of_the_same_weight_are_a_tie_where_the_line_weighs_them():
    rows = [sat("x", cat="400", practice="60"), sat("y", cat="350", practice="75")]  # 48 + 24 = 42 + 30
    with_plan = {"a": TWO_PARTS}
    assert sum((48, 24)) == sum((42, 30)) and tied(["x", "y"], rows, with_plan)
    assert not tied(["x", "y"], rows)
