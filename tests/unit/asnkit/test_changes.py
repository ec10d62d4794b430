"""What differs is named by its path, and nothing else is."""

from asnkit.changes import Change, changes


def test_each_kind_of_difference_has_its_path():
    before = {"status": "draft", "sections": {"education": {"level": "S-1"}}, "held_by": "v1"}
    after = {"status": "MS", "sections": {"education": {"level": "S-1", "gpa": "3.50"}}}
    assert list(changes(before, after)) == [
        Change("held_by", "removed", "v1", None),
        Change("sections.education.gpa", "added", None, "3.50"),
        Change("status", "changed", "draft", "MS"),
    ]


def test_what_begins_or_ends_differs_as_a_whole():
    assert list(changes(None, {"a": 1})) == [Change("", "added", None, {"a": 1})]
    assert list(changes({"a": 1}, None)) == [Change("", "removed", {"a": 1}, None)]


def test_a_number_is_not_a_truth():
    assert list(changes({"a": 1}, {"a": True})) == [Change("a", "changed", 1, True)]
    assert list(changes({"a": [1, 2]}, {"a": [1, 2]})) == []
