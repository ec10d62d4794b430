from fractions import Fraction
from itertools import product

import pytest
from feedback.rules.improvement import cheapest
from feedback.rules.professionalism import ip_asn

PRICES = {"leadership": 900, "functional": 30, "technical": 20, "seminar": 6}


def way(group, done, target, education="S1", performance="BAIK", **prices):
    costs = {part: Fraction(cost) for part, cost in (prices or PRICES).items()}
    return cheapest(education, group, done, performance, "NONE", Fraction(target), costs)


def test_an_executor_needs_only_the_seminar():
    found = way("PELAKSANA", ["technical"], 81)
    assert (found.cost, found.index.shown, found.parts) == (6, "85.0", ("seminar",))


def test_two_cheap_parts_beat_a_dear_one():
    found = way("STRUKTURAL", [], 80, "S2", "SANGAT_BAIK")
    assert (found.cost, found.parts) == (26, ("seminar", "technical"))


def test_of_equal_cost_the_fewest_parts_then_the_first_in_the_alphabet():
    fewest = way("FUNGSIONAL", [], 60, functional=10, technical=20, seminar=0)
    assert fewest.parts == ("functional",)
    alphabetical = way("FUNGSIONAL", ["seminar"], 70, functional=30, technical=30)
    assert alphabetical.parts == ("functional",)


def test_who_is_there_already_pays_nothing():
    assert way("PELAKSANA", ["technical", "seminar"], 85).parts == ()


def test_what_cannot_be_reached_or_is_not_on_offer_is_no_way():
    assert way("PELAKSANA", [], 100) is None
    assert way("PELAKSANA", ["technical"], 81, technical=1) is None


def test_a_part_of_another_group_lifts_nothing():
    assert way("PELAKSANA", ["leadership"], 46).parts == ("seminar",)


def test_no_other_choice_of_parts_is_cheaper():
    for group, had in product(("STRUKTURAL", "FUNGSIONAL", "PELAKSANA"), ([], ["technical"], ["seminar"])):
        for target in range(45, 100, 5):
            found = way(group, had, target)
            role = {"STRUKTURAL": "leadership", "FUNGSIONAL": "functional"}.get(group)
            for flags in product((False, True), repeat=3):
                chosen = [
                    p for p, f in zip((role, "technical", "seminar"), flags, strict=True) if f and p and p not in had
                ]
                have = {*chosen, *had}
                index = ip_asn("S1", group, "BAIK", role in have, "technical" in have, "seminar" in have)
                if index.points >= target:
                    assert found and found.cost <= sum(PRICES[part] for part in chosen)


def test_the_older_words_mean_the_same_points():
    assert ip_asn("S1", "PELAKSANA", "CUKUP") == ip_asn("S1", "PELAKSANA", "BUTUH_PERBAIKAN")
    assert ip_asn("S1", "PELAKSANA", "BURUK") == ip_asn("S1", "PELAKSANA", "SANGAT_KURANG")
    for words in (("LIGHT", "RINGAN"), ("MEDIUM", "SEDANG"), ("HEAVY", "BERAT")):
        assert len({ip_asn("S1", "PELAKSANA", "BAIK", discipline=word) for word in words}) == 1


def test_an_unknown_word_is_an_error():
    with pytest.raises(ValueError):
        way("PELAKSANA", [], 50, "S9")
