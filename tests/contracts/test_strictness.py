"""No contract lets through what nobody meant: texts are held, personal data is sealed, events have their words."""

import json

import pytest
from asnkit.settings import Settings
from asnkit.strictness import faults, faults_of

SEALED = {"$ref": "../sealed.v1.json"}
HELD = {"type": "string", "pattern": "^[a-z]+$"}


def contract(**properties):
    return {"title": "A test", "type": "object", "additionalProperties": False, "properties": properties}


def test_every_contract_says_what_it_lets_through():
    assert faults(Settings.contracts) == []


@pytest.mark.parametrize(
    "field",
    [
        {"enum": ["A", "B"]},
        {"const": "A"},
        {"type": "string", "format": "uuid"},
        {"type": ["string", "null"], "pattern": r"^[0-4]\.[0-9]{2}$"},
        {"type": "string", "pattern": "^(a|b|[|])$"},
        {"type": "string", "maxLength": 40, "x-open": "a heading that somebody wrote"},
        {"oneOf": [{"type": "null"}, SEALED]},
    ],
)
def test_a_text_that_is_held_passes(field):
    assert faults_of(contract(field=field)) == []


@pytest.mark.parametrize(
    ("field", "missing"),
    [
        ({"type": "string", "maxLength": 40}, "x-open"),
        ({"type": ["string", "null"], "maxLength": 40}, "x-open"),
        ({"type": "string", "maxLength": 40, "x-open": ""}, "x-open"),
        ({"type": "string", "x-open": "a heading"}, "how long"),
        ({"type": "string", "pattern": "[a-z]+"}, "both ends"),
        ({"type": "string", "pattern": "^a|b$"}, "both ends"),
        ({"type": "object", "additionalProperties": HELD, "propertyNames": {"pattern": "x"}}, "both ends"),
        ({"type": "object", "patternProperties": {"x": HELD}}, "both ends"),
        ({"type": "array", "items": {"oneOf": [HELD, {"type": "string", "maxLength": 2}]}}, "x-open"),
        ({"type": "object", "properties": {}}, "additionalProperties"),
    ],
)
def test_a_text_that_is_not_held_is_named(field, missing):
    [fault] = faults_of(contract(field=field))
    assert fault.startswith("/properties/field") and missing in fault


@pytest.mark.parametrize("name", ["nik", "name", "phone"])
@pytest.mark.parametrize("field", [HELD, {"oneOf": [SEALED, HELD]}, {"type": "null"}, {"type": "integer"}])
def test_a_field_that_is_named_like_personal_data_is_sealed_wherever_it_stands(name, field):
    inside = {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": {name: field}}}
    [fault] = faults_of(contract(rows=inside))
    assert fault == f"/properties/rows/items/properties/{name}: is named like personal data and not sealed"
    assert faults_of(contract(**{name: SEALED})) == []
    assert faults_of(contract(**{name: {**field, "x-not-personal": "the period's name"}})) == []


def test_an_event_without_words_of_its_own_is_named(tmp_path):
    (tmp_path / "kit").mkdir()
    for name, words in (("a", {"title-id": "Kotak dibuka"}), ("b", {"title-id": "Kotak dibuka"}), ("c", {})):
        (tmp_path / "kit" / f"box.{name}.v1.json").write_text(json.dumps(contract() | words))
    assert faults(tmp_path) == [
        "kit/box.a.v1.json#: 'Kotak dibuka' stands for another event, too",
        "kit/box.b.v1.json#: 'Kotak dibuka' stands for another event, too",
        "kit/box.c.v1.json#: an event needs its words in Indonesian (title-id)",
    ]
