"""The JP book of one person, out of the row of the roster."""

from collections.abc import Mapping

from ..enrolment.courses import COURSES


def entries_of(row: Mapping) -> list[dict]:
    """What counts: without what was reversed."""
    return [entry for entry in row["hours"].values() if not entry.get("reversed")]


def developed(row: Mapping) -> dict[str, int]:
    """JP by year ("2026"); a course of the law (Latsar) stands apart (docs/rules.md §4)."""
    years: dict[str, int] = {}
    for entry in entries_of(row):
        if entry.get("course") not in COURSES:
            years[str(entry["year"])] = years.get(str(entry["year"]), 0) + entry["hours"]
    return years
