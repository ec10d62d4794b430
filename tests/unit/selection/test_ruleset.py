import hashlib

import pytest
from selection.rules import ruleset


def test_the_sets_are_named_by_their_decrees_oldest_first():
    assert ruleset.known() == ["PERMENPANRB24-2019", "KEPMEN1023-2021", "KEPMEN321-2024"]


@pytest.mark.parametrize("name", ruleset.known())
def test_a_set_holds_together(name):
    rules = ruleset.load(name)
    assert rules["id"] == name
    assert rules["skd"]["max"] == sum(part["max"] for part in rules["skd"]["parts"].values())
    for part in rules["skd"]["parts"].values():
        assert part["max"] == part["questions"] * (part["step"] if part["step"] > 1 else 5)
    for thresholds in rules["skd"]["thresholds"].values():
        assert thresholds.keys() <= {"twk", "tiu", "tkp", "total"}
    assert rules["final"]["skd_percent"] + rules["final"]["skb_percent"] == 100


def test_the_identity_is_the_hash_of_the_canonical_bytes():
    value = {"b": [1, "é"], "a": {"y": None, "x": True}}
    assert ruleset.canonical(value) == '{"a":{"x":true,"y":null},"b":[1,"é"]}'.encode()
    assert ruleset.sha256(value) == hashlib.sha256(ruleset.canonical(value)).hexdigest()
    assert ruleset.sha256({"a": {"x": True, "y": None}, "b": [1, "é"]}) == ruleset.sha256(value)


def test_one_changed_number_is_another_rule_set():
    rules = ruleset.load("KEPMEN321-2024")
    before = ruleset.sha256(rules)
    rules["skd"]["thresholds"]["UMUM"]["tkp"] = 165
    assert ruleset.sha256(rules) != before


def test_floats_have_no_canonical_form():
    with pytest.raises(TypeError):
        ruleset.canonical({"a": [{"b": 0.5}]})


@pytest.mark.parametrize("name", ["KEPMEN999-2024", "../skd", ""])
def test_an_unknown_set_is_an_error(name):
    with pytest.raises(KeyError):
        ruleset.load(name)
