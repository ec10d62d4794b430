import json
from pathlib import Path

import pytest
from asnkit.contracts import Contracts
from selection.rules import ruleset

DIRECTORY = Path(__file__).parents[3] / "shared" / "contracts"
CONTRACTS = Contracts(DIRECTORY)
NAMES = [name for name in CONTRACTS.names() if name.startswith("selection.")]


@pytest.mark.parametrize("name", NAMES)
def test_a_contract_is_closed_and_its_examples_keep_it(name):
    fact = name.removesuffix(".v1")
    schema = CONTRACTS.schema(fact)
    assert schema["additionalProperties"] is False and schema["title"] and schema["description"]
    assert schema["examples"]
    for example in schema["examples"]:
        CONTRACTS.check(fact, example)


@pytest.mark.parametrize("name", ruleset.known())
def test_every_rule_set_keeps_the_contract_of_rule_sets(name):
    example = CONTRACTS.schema("selection.rules.proposed")["examples"][0]
    CONTRACTS.check("selection.rules.proposed", {**example, "rules": ruleset.load(name)})


def test_the_example_of_a_rule_set_is_the_present_one():
    schema = json.loads((DIRECTORY / "rule_set.v1.json").read_text())
    assert schema["examples"] == [ruleset.load("KEPMEN321-2024")]


def test_the_hashes_in_the_examples_are_true():
    for name in ("rules.proposed", "rules.locked"):
        for example in CONTRACTS.schema(f"selection.{name}")["examples"]:
            assert example["rule_set"]["sha256"] == ruleset.sha256(example["rules"])
    for example in CONTRACTS.schema("selection.ranking.computed")["examples"]:
        assert example["list_sha256"] == ruleset.sha256(example["rows"])
