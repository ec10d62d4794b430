"""What other agencies build on: every contract has examples that fit, the AsyncAPI file says the same, and
nothing that was ever published stops loading."""

import json
import re
from datetime import datetime
from importlib import import_module
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from asnkit import asyncapi
from asnkit.contracts import Contracts
from asnkit.errors import ContractBroken
from asnkit.proposal import STEPS
from asnkit.settings import NEIGHBOURS, Settings, package_of

from .published import FOLDER

DIRECTORY = Settings.contracts
CONTRACTS = Contracts(DIRECTORY)
NAMES = CONTRACTS.names()
WRITING = re.compile(r'Fact\(\s*"([a-z_]+\.[a-z_]+)"')
PROPOSING = re.compile(r'Proposal\(\s*"(\w+)"')
"""Whose three facts the kit writes (asnkit.proposal)."""


def split(versioned):
    name, _, version = versioned.rpartition(".v")
    return name, int(version)


@pytest.mark.parametrize("versioned", NAMES)
def test_every_example_fits_its_contract(versioned):
    name, version = split(versioned)
    examples = CONTRACTS.schema(name, version)["examples"]
    assert examples
    for example in examples:
        CONTRACTS.check(name, example, version)


@pytest.mark.parametrize("versioned", NAMES)
def test_a_contract_is_closed_says_what_it_is_and_refuses_the_unknown(versioned):
    name, version = split(versioned)
    schema = CONTRACTS.schema(name, version)
    assert schema["title"] and schema["$schema"].endswith("2020-12/schema")
    with pytest.raises(ContractBroken):
        CONTRACTS.check(name, {**schema["examples"][0], "surprise": 1}, version)


@pytest.mark.parametrize("versioned", NAMES)
def test_every_example_ever_published_still_loads(versioned):
    """A contract may only grow by what is optional. `published/` is appended to, never edited."""
    name, version = split(versioned)
    file = FOLDER / f"{versioned}.json"
    assert file.exists(), "a new contract: run `make generate`"
    for example in json.loads(file.read_text()):
        CONTRACTS.check(name, example, version)


def test_no_published_contract_was_withdrawn():
    assert {file.stem for file in FOLDER.glob("*.json")} <= set(NAMES)


def is_past(fact):
    """Whether another fact took its place: nobody writes it any more, and everybody still reads it."""
    return CONTRACTS.schema(fact).get("x-seldom", "").startswith("no more: ")


def test_every_fact_that_a_rule_writes_has_a_contract_and_the_reverse():
    for service in NEIGHBOURS:
        folder = Path(import_module(package_of(service)).__file__).parent
        rules = [file.read_text() for file in folder.rglob("domain.py")]
        written = {fact for rule in rules for fact in WRITING.findall(rule)}
        written |= {f"{name}.{step}" for rule in rules for name in PROPOSING.findall(rule) for step in STEPS}
        described = {split(n)[0].partition(".")[2] for n in NAMES if n.startswith(f"{service}.")}
        assert written <= described, f"{service} writes without a contract: {sorted(written - described)}"
        described -= {fact for fact in described - written if is_past(f"{service}.{fact}")}
        assert described <= written, f"no rule of {service} writes: {sorted(described - written)}"


def test_the_asyncapi_file_is_what_the_contracts_make():
    """Run `make generate` after a change."""
    assert (DIRECTORY / "asyncapi.yaml").read_text() == asyncapi.render(DIRECTORY)


def test_every_reference_of_the_asyncapi_file_leads_somewhere():
    document = yaml.safe_load((DIRECTORY / "asyncapi.yaml").read_text())
    references = set(re.findall(r"\$ref: '?([^'\n]+)", yaml.safe_dump(document)))
    for reference in references:
        if reference.startswith("#/"):
            place = document
            for step in reference[2:].split("/"):
                place = place[step]
        else:
            assert (DIRECTORY / reference).is_file(), reference


def test_the_channels_are_the_topics_that_exist():
    document = yaml.safe_load((DIRECTORY / "asyncapi.yaml").read_text())
    topics = yaml.safe_load((DIRECTORY.parents[1] / "deploy" / "kafka" / "topics.yaml").read_text())
    for channel in document["channels"].values():
        assert topics[channel["address"]]["partitions"] == channel["bindings"]["kafka"]["partitions"]


def test_the_envelope_is_a_cloudevent():
    envelope = jsonschema_rs.Draft202012Validator(json.loads((DIRECTORY / "envelope.v1.json").read_text()))
    example = json.loads((DIRECTORY / "envelope.v1.json").read_text())["examples"][0]
    envelope.validate(example)
    assert datetime.fromisoformat(example["time"]).tzinfo
    assert all(re.fullmatch("[a-z0-9]{1,20}", name) for name in example)
