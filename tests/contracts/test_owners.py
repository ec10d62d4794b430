"""A stream has one owner and one audience: what aggregates.json says, the contracts, the rules and the topics agree."""

import json
from importlib import import_module

import pytest
import yaml
from asnkit.catalogue import discover
from asnkit.contracts import Contracts
from asnkit.owners import Owners
from asnkit.settings import NEIGHBOURS, Settings, package_of

from deploy.local.places import DEPLOY

CONTRACTS = Contracts(Settings.contracts)
OWNERS = Owners(Settings.contracts)
FIRSTS = {"proposed", "staged", "requested"}


def schemas():
    """(service, fact, schema) of every contract."""
    for versioned in CONTRACTS.names():
        name, _, version = versioned.rpartition(".v")
        service, _, fact = name.partition(".")
        yield service, fact, CONTRACTS.schema(name, int(version))


def test_every_event_belongs_to_an_aggregate_of_its_service_and_every_aggregate_has_events():
    told = {(schema.get("x-aggregate", fact.partition(".")[0]), service) for service, fact, schema in schemas()}
    assert told == {(aggregate, owned.service) for aggregate, owned in OWNERS.table.items()}


def test_every_aggregate_has_its_rule_and_every_rule_its_owner():
    assert {(s, a) for s, a in discover(NEIGHBOURS).aggregates} == {
        (owned.service, aggregate) for aggregate, owned in OWNERS.table.items()
    }


def test_the_topics_are_those_in_use():
    kept = yaml.safe_load((DEPLOY / "kafka" / "topics.yaml").read_text())
    assert set(kept) - {"asn.checkpoints"} == set(OWNERS.topics())


def test_a_second_signature_names_the_event_of_the_first():
    for _, fact, schema in schemas():
        if second := schema.get("x-second-signature"):
            assert second["of"] in schema["required"] and len(second["roles"]) >= 1, fact
            assert set(second) <= {"of", "roles", "by"} and second.get("by") != [], fact
            assert set(schema["properties"][second["of"]]["required"]) == {"event", "sha256"}, fact


def test_whatever_a_second_person_signs_is_checked_by_the_auditor():
    """An event that names the first one's event takes effect by two, unless it refuses, or only tells of both."""
    for _, fact, schema in schemas():
        firsts = FIRSTS & schema["properties"].keys()
        if firsts and fact.rpartition(".")[2].rpartition("_")[2] not in ("rejected", "published"):
            assert "x-second-signature" in schema, fact


@pytest.mark.parametrize(
    ("other", "said"),
    [({"box": "closed"}, "box: an aggregate of kit and other"), ({"lid": "secret"}, "lid: secret is no audience")],
)
def test_a_name_of_two_services_and_an_unknown_audience_are_refused(tmp_path, other, said):
    for service, aggregates in (("kit", {"box": "internal"}), ("other", other)):
        (tmp_path / service).mkdir()
        (tmp_path / service / "aggregates.json").write_text(json.dumps(aggregates))
    with pytest.raises(ValueError, match=said):
        Owners(tmp_path)


def test_what_destroys_a_key_is_an_event_of_the_service_that_holds_it():
    """After a restore the key is destroyed again by that event; a misspelt name would bring somebody back."""
    found = {name: import_module(f"{package_of(name)}.wiring").SERVICE.erasing for name in NEIGHBOURS}
    assert {service for service, erasing in found.items() if erasing} == {"registration", "feedback", "platform"}
    for service, erasing in found.items():
        assert {name.partition(".")[0] for name in erasing} <= {service}
        assert set(erasing) <= set(CONTRACTS.newest_versions)
