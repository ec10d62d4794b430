from fractions import Fraction
from itertools import product

from feedback.professionalism.groups import FEWEST, figures, held_back
from feedback.rules.professionalism import Dimensions
from feedback.rules.proof import Weighed
from feedback.rules.raising import Offer, cheapest_raise, offers

PRICES = {"leadership": 900, "functional": 300, "technical": 20, "seminar": 7}


def who(group, *done, education="S1"):
    return Weighed(group, education, "BAIK", "NONE", done, (), () if education else ("EDUCATION",))


MIXED = [
    who("PELAKSANA"), who("PELAKSANA", "technical"), who("PELAKSANA", "seminar"), who("FUNGSIONAL"),
    who("FUNGSIONAL", "functional", "technical"), who("STRUKTURAL", "seminar"),
]  # fmt: skip


def cost(chosen):
    return sum(one.offer.money * one.people for one in chosen)


def rise(chosen):
    return sum(one.offer.gain * one.people for one in chosen)


def test_people_of_one_group_who_lack_the_same_are_one_offer():
    found = {(one.group, one.part): (one.many, one.gain) for one in offers(MIXED, PRICES)}
    assert found["PELAKSANA", "technical"] == (2, Fraction("22.5"))
    assert found["PELAKSANA", "seminar"] == (2, Fraction("17.5"))
    assert found["FUNGSIONAL", "functional"] == (1, 15) and ("PELAKSANA", "leadership") not in found
    assert not [one for one in offers(MIXED, {"seminar": 1}) if one.part != "seminar"]


def test_no_other_choice_of_trainings_is_cheaper_or_has_fewer():
    for prices in (PRICES, {"leadership": 4, "functional": 3, "technical": 3, "seminar": 2}):
        offered = offers(MIXED, prices)
        ways = [
            (sum(o.money * n for o, n in zip(offered, many, strict=True)), sum(many),
             sum(o.gain * n for o, n in zip(offered, many, strict=True)))
            for many in product(*(range(one.many + 1) for one in offered))
        ]  # fmt: skip
        for halves in range(1, int(2 * max(way[2] for way in ways)) + 1):
            wanted = Fraction(halves, 2)
            least = min(way[:2] for way in ways if way[2] >= wanted)
            found = cheapest_raise(offered, wanted)
            assert rise(found) >= wanted
            assert (cost(found), sum(one.people for one in found)) == least


def test_what_is_there_costs_nothing_and_what_no_training_reaches_is_no_way():
    offered = offers(MIXED, PRICES)
    assert cheapest_raise(offered, Fraction(0)) == []
    assert cheapest_raise(offered, sum(one.gain * one.many for one in offered) + Fraction(1, 2)) is None
    assert cheapest_raise([], Fraction(1)) is None


def test_five_thousand_people_are_a_matter_of_counting():
    offered = [
        Offer("FUNGSIONAL", "seminar", 2000, Fraction(10), 350_000),
        Offer("PELAKSANA", "seminar", 2500, Fraction("17.5"), 350_000),
        Offer("PELAKSANA", "technical", 2500, Fraction("22.5"), 1_500_000),
    ]
    found = {(one.offer.group, one.offer.part): one.people for one in cheapest_raise(offered, Fraction(50_000))}
    assert found == {("PELAKSANA", "seminar"): 2500, ("FUNGSIONAL", "seminar"): 625}


def test_nothing_is_told_of_fewer_than_ten_and_nothing_can_be_subtracted():
    many = [(who("PELAKSANA"), Dimensions(Fraction(15), Fraction(0), Fraction(25), Fraction(5)))] * FEWEST
    found = figures(many)
    assert (found["people"], found["points"], found["without"]) == (10, "45.0", {"EDUCATION": 0, "PREDICATE": 0})
    assert found["categories"]["SANGAT_RENDAH"] == 10
    hidden = figures(many[:9])
    assert (hidden["people"], hidden["points"], hidden["categories"]) == (9, None, None)
    told = figures([(who("PELAKSANA", education=None), many[0][1]), *many])["without"]
    assert told == {"EDUCATION": None, "PREDICATE": 0}
    few = [(who("PELAKSANA"), Dimensions(Fraction(25), Fraction(40), Fraction(30), Fraction(5)))] * 3
    mixed = figures([*many, *few, *many])["categories"]
    assert mixed["SANGAT_TINGGI"] is None and list(mixed.values()).count(None) == 2
    assert held_back({"a": 12, "b": 4, "c": 11}) == {"b", "c"}
    assert held_back({"a": 12, "b": 4, "c": 6}) == {"b", "c"}
    assert held_back({"a": 12, "c": 10}) == set()
