"""What is no text, no number and no structure is told so by field, before any schema."""

import json
import re
from pathlib import Path

import orjson
import pytest
from asnkit.guards import DEEPEST, LARGEST, NOT_TEXT, TOO_DEEP, TOO_LARGE, Unreadable, read_json
from asnkit.schemas import Schema
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError, fields, validate

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("body", "field", "sentence"),
    [
        (b'{"a": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", "isi", TOO_DEEP),
        (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", "a" + ".0" * (DEEPEST - 1), TOO_DEEP),
        (b'{"a": {"b": ' + b"9" * 5_000 + b"}}", "a.b", TOO_LARGE),
        (b'{"a": [1, 9007199254740992]}', "a.1", TOO_LARGE),
        (b'{"a": 1e300}', "a", TOO_LARGE),
        (b'{"a": "\\ud800"}', "a", NOT_TEXT),
        (b'{"a": "x\\u0000"}', "a", NOT_TEXT),
        (b'{"\\u0000": 1}', "isi", NOT_TEXT),
        (b'"\\ud800"', "isi", NOT_TEXT),
    ],
    ids=[
        "50,000 deep",
        "deep",
        "5,000 digits",
        "beyond 2^53",
        "1e300",
        "half a character",
        "NUL",
        "name",
        "bare",
    ],
)
def test_what_is_refused_names_its_field(body, field, sentence):
    with pytest.raises(Unreadable) as refusal:
        read_json(body)
    assert refusal.value.data == {"messages": {"json": {field: [sentence]}}}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"NaN", b"[1,]", b"{'a': 1}"])
def test_what_is_no_json_is_no_json(body):
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        read_json(body)


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), max_size=10)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS | st.floats(-1e9, 1e9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_everything_else_is_read_as_it_is(value):
    assert read_json(orjson.dumps(value)) == value


def test_a_pattern_reaches_to_the_very_end():
    field = fields.String(validate=validate.Regexp(r"^[0-9]+$"))
    assert field.deserialize("12") == "12"
    with pytest.raises(ValidationError):
        field.deserialize("12\n")


def test_no_pattern_of_the_code_ends_before_the_end():
    found = [
        f"{file}: {line.strip()}"
        for folder in ("shared", "services") for file in (ROOT / folder).rglob("*.py")
        for line in file.read_text().splitlines() if re.search(r"re\.(compile|match|search)\(.*\$[\"']", line)
    ]  # fmt: skip
    assert not found


class Filter(Schema):
    number = fields.Integer()
    numbers = fields.List(fields.Integer())
    since = fields.AwareDateTime()
    day = fields.Date()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "9" * 19), ("number", "-" + "9" * 400), ("numbers", ["9" * 19]),
        ("since", "9999-12-31T23:59:59-23:59"), ("since", "0001-01-01T00:00:00+23:59"), ("day", "0001-01-01"),
    ],
)  # fmt: skip
def test_numbers_and_moments_at_the_edge_of_what_there_is_are_refused(field, value):
    with pytest.raises(ValidationError) as refusal:
        Filter().load({field: value})
    assert list(refusal.value.messages) == [field]


def test_a_schema_does_not_grow_with_every_use():
    for _ in range(3):
        schema = Filter()
    assert len(schema.fields["number"].validators) == len(schema.fields["numbers"].inner.validators) == 1
