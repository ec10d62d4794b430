"""Whole names from registration, for lists that need them. Each reading is recorded there."""

from ..client import api

AT_ONCE = 500


def names_of(persons: list[str]) -> dict[str, str]:
    """Person → name; someone whose data are erased is left out."""
    found = {}
    for start in range(0, len(persons), AT_ONCE):
        answer = api("registration").post("/v1/names", {"persons": persons[start : start + AT_ONCE]})
        found |= {item["person"]: item["name"] for item in answer["items"] if item["name"] is not None}
    return found
