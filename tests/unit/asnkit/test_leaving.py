"""Each field of each event is sorted: personal or not, sealed or not, and why it may leave the house."""

import pytest
from asnkit.leaving import Sort, Unsorted, document, fields, sort_of
from asnkit.settings import Settings

from deploy.local.places import ROOT

TEXT = {"type": "string", "pattern": "^[0-9]{4}$"}


def test_the_table_is_what_generate_makes_of_the_contracts():
    assert (ROOT / "docs" / "what-leaves.md").read_text() == document(Settings.contracts), "run `make generate`"


def test_a_field_of_which_nobody_said_whether_it_leads_to_a_person_is_refused():
    with pytest.raises(Unsorted, match="shoe_size_no"):
        list(fields({"properties": {"shoe_size_no": TEXT}}))
    with pytest.raises(Unsorted, match="shoe_size_no"):
        list(fields({"properties": {"rows": {"type": "array", "items": {"properties": {"shoe_size_no": TEXT}}}}}))


@pytest.mark.parametrize(
    ("name", "part", "sort"),
    [
        ("nik", {"$ref": "../sealed.v1.json"}, Sort.SEALED),
        ("person", {"type": "string", "format": "uuid"}, Sort.NUMBER),
        ("vacancy", {"type": "string", "format": "uuid"}, Sort.THING),
        ("stage", {"enum": ["SKD", "SKB"]}, Sort.WORD),
        ("reason", {"type": "string", "maxLength": 9, "x-open": "an officer's sentence"}, Sort.OPEN),
        ("days", {"type": ["integer", "null"]}, Sort.QUANTITY),
        ("day", {"type": "string", "format": "date"}, Sort.MOMENT),
        ("list_sha256", TEXT, Sort.DIGEST),
    ],
)
def test_a_field_is_sorted_by_what_holds_it(name, part, sort):
    assert sort_of(name, part) is sort


def test_what_is_in_lists_choices_and_free_names_is_found():
    schema = {
        "properties": {
            "persons": {"type": "array", "items": {"type": "string", "format": "uuid"}},
            "text": {"oneOf": [{"$ref": "../sealed.v1.json"}, {"type": "null"}]},
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        }
    }
    assert [(place, sort) for place, sort, _ in fields(schema)] == [
        ("persons[]", Sort.NUMBER),
        ("text", Sort.SEALED),
        ("counts.…", Sort.QUANTITY),
    ]
