"""The contracts in one file, as another agency's validator sees them: by the name that an event's dataschema has."""

import json

import pytest
from asnkit import bundle
from asnkit.contracts import Contracts
from asnkit.events import DATASCHEMA
from asnkit.settings import Settings
from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DIRECTORY = Settings.contracts
CONTRACTS = Contracts(DIRECTORY)
BUNDLE = json.loads((DIRECTORY / "bundle.json").read_text())
REGISTRY = Registry().with_resource(BUNDLE["$id"], DRAFT202012.create_resource(BUNDLE)).crawl()


def validator(name):
    """Jsonschema's own, which knows nothing but the bundle and the name."""
    return Draft202012Validator({"$ref": f"{DATASCHEMA}{name}"}, registry=REGISTRY)


def test_the_file_is_what_the_contracts_make():
    assert (DIRECTORY / "bundle.json").read_text() == bundle.render(DIRECTORY), "run `make generate`"


@pytest.mark.parametrize("name", [*CONTRACTS.names(), "envelope.v1", "sealed.v1"])
def test_every_example_is_valid_by_its_name_alone(name):
    examples = BUNDLE["$defs"][name]["examples"]
    for example in examples:
        validator(name).validate(example)
    with pytest.raises(ValidationError):
        validator(name).validate([])


def test_a_broken_sealed_field_is_seen_through_its_reference():
    """A reference that led nowhere, or was ignored, would let this through."""
    name = next(name for name in CONTRACTS.names() if f"{DATASCHEMA}sealed.v1" in json.dumps(BUNDLE["$defs"][name]))
    example = BUNDLE["$defs"][name]["examples"][0]
    field = next(key for key, value in example.items() if isinstance(value, dict) and "sealed" in value)
    with pytest.raises(ValidationError, match="is a required property"):
        validator(name).validate(example | {field: {"sealed": "v1"}})
