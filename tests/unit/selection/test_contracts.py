import json
from pathlib import Path

import jsonschema_rs
import pytest
from asnkit.contracts import Contracts
from selection.ranking.domain import ranked
from selection.round.domain import rules_sha256
from selection.rules import ruleset

from tests.unit.selection.cases import LINE, ROUND, ROUND_ID, candidate, stream

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
            assert example["rules_sha256"] == rules_sha256(example["rules"], example["plans"])


def test_a_page_of_a_ranking_keeps_its_contract():
    schema = json.loads((DIRECTORY / "ranking_page.v1.json").read_text())
    candidates = {stream(1): candidate(1, skd=(65, 80, 166), skb="300"), stream(2): candidate(2, withdrawn=True)}
    for stage in ("SKD", "FINAL"):
        [page] = ranked(ROUND_ID, ROUND, stage, LINE, candidates).pages
        jsonschema_rs.validate(schema, json.loads(page))
    jsonschema_rs.validate(schema, schema["examples"][0])
