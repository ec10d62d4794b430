"""Threshold categories that a job has of its own: doctors, ships' crews, rescuers (docs/rules.md §3.1).

A rule of this project: a job is known by the words its name begins with, since a formation list has no such column.
"""

from collections.abc import Mapping
from typing import Any

GENERAL = "UMUM"
_BEGINNINGS = {
    "dokter": "DOKTER",
    "awak kapal": "AWAK_KAPAL",
    "anak buah kapal": "AWAK_KAPAL",
    "penyelamat": "PENYELAMAT",
    "rescuer": "PENYELAMAT",
    "pengamat gunung api": "PENGAMAT_GUNUNG_API",
    "pengamat gunungapi": "PENGAMAT_GUNUNG_API",
}


def category_of(line: Mapping, rules: Mapping[str, Any]) -> str | None:
    """The category of a line's job, where the rule set knows it; None on lines of a need type with its own numbers."""
    if line["need_type"] != GENERAL:
        return None
    name = line["job_name"].casefold()
    found = next((category for words, category in _BEGINNINGS.items() if name.startswith(words)), None)
    return found if found in rules["skd"]["thresholds"] else None
