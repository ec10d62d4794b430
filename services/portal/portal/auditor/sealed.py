"""An event's content for reading: sealed fields are named as such and never opened here."""

from typing import NamedTuple

from flask_babel import gettext as _

ENVELOPE = {"kid", "nonce", "ciphertext"}
"""What every sealed field has (contract sealed.v1.json)."""


class Field(NamedTuple):
    """`path` as in the contract ("sections.education.gpa"); `value` is empty where it is sealed."""

    path: str
    value: str
    sealed: bool


def fields(data: dict, prefix: str = "") -> list[Field]:
    """The leaves of the content in its own order."""
    found: list[Field] = []
    for name, value in data.items():
        found += _leaves(f"{prefix}{name}", value)
    return found


def _leaves(path: str, value) -> list[Field]:
    if isinstance(value, dict):
        if value.keys() >= ENVELOPE:
            return [Field(path, "", True)]
        return fields(value, f"{path}.") if value else [Field(path, "{}", False)]
    if isinstance(value, list):
        if all(not isinstance(item, dict | list) for item in value):
            return [Field(path, ", ".join(_text(item) for item in value) or "–", False)]
        return [leaf for place, item in enumerate(value) for leaf in _leaves(f"{path}[{place}]", item)]
    return [Field(path, _text(value), False)]


def _text(value) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return str(value)
