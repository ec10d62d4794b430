"""The pages of the contracts leave nothing out: each field of each event, and whether it is sealed."""

import json

import pytest
from asnkit.contracts import Contracts
from asnkit.settings import Settings
from flask import Flask
from flask_babel import Babel
from portal.public.contracts import fields
from portal.words import SERVICES

CONTRACTS = Contracts(Settings.contracts)


@pytest.fixture(autouse=True)
def speaking():
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize("name", sorted(CONTRACTS.newest_versions))
def test_every_field_of_an_event_is_shown(name):
    schema = CONTRACTS.schema(name, CONTRACTS.newest(name))
    shown = list(fields(schema))
    assert {one.name for one in shown if "." not in one.name} == set(schema["properties"])
    assert {one.name for one in shown if one.required and "." not in one.name} == set(schema.get("required", []))
    assert sum(one.sealed for one in shown) == json.dumps(schema["properties"]).count("sealed.v1.json")
    assert all(one.kind for one in shown)


def test_what_is_inside_of_a_list_is_shown_with_its_place():
    parts = {"type": "object", "required": ["code"], "properties": {"code": {"type": ["string", "null"]}}}
    shown = list(fields({"properties": {"lines": {"type": "array", "items": parts}}}))
    assert [(one.name, one.kind, one.required) for one in shown] == [
        ("lines", "daftar", False),
        ("lines[].code", "teks atau kosong", True),
    ]


def test_a_list_says_of_what():
    [shown] = fields({"properties": {"days": {"type": "array", "items": {"type": "string", "format": "date"}}}})
    assert shown.kind == "daftar dari tanggal"


def test_every_service_that_has_events_has_a_title():
    assert {name.partition(".")[0] for name in CONTRACTS.newest_versions} <= set(SERVICES)
