"""Versioned rule sets: the numbers that change from round to round, each named by its decree.

A rule set is plain JSON of integers and strings. Its identity is its id together with
the SHA-256 of its canonical bytes, and both stand in every result.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

SETS = Path(__file__).parent / "sets"


def known() -> list[str]:
    """The ids of the rule sets in the project, oldest decree first."""
    return sorted((path.stem for path in SETS.glob("*.json")), key=lambda name: (name.rpartition("-")[2], name))


def load(name: str) -> dict[str, Any]:
    """The rule set of that id; KeyError if there is none."""
    if name not in known():
        raise KeyError(name)
    return json.loads((SETS / f"{name}.json").read_text(encoding="utf-8"))


def canonical(value: Any) -> bytes:
    """The canonical bytes of JSON without floats: RFC 8785, sorted keys, no blanks, UTF-8.

    TypeError for a float: its text form is not the same everywhere.
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(value: Any) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a rule set or a list holds no floats")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            _refuse_floats(item)
