"""Where whole units fall short of what their posts ask for: how many of those assessed, by unit and competence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..rules.competences import CORE

SMALLEST = 5
"""Of fewer people nothing is said: a rule of this project, of no decree."""


class Measured(NamedTuple):
    """One person: the unit's id, what the post asks for and what was assessed, levels by a name of CORE."""

    unit: str
    required: Mapping[str, int]
    actual: Mapping[str, int]


def heat(people: Iterable[Measured]) -> dict[str, list[dict | None]]:
    """Unit → for each of CORE {assessed, short, missing}; None where fewer than SMALLEST were assessed.

    `missing` are the levels that all who fall short lack together.

    Who was not assessed in a competence does not count in it: that nobody looked is no gap of a unit.
    """
    assessed: Counter[tuple[str, str]] = Counter()
    short: Counter[tuple[str, str]] = Counter()
    missing: Counter[tuple[str, str]] = Counter()
    units = set()
    for one in people:
        units.add(one.unit)
        for name in CORE:
            if name in one.actual:
                assessed[one.unit, name] += 1
                short[one.unit, name] += one.actual[name] < one.required[name]
                missing[one.unit, name] += max(0, one.required[name] - one.actual[name])

    def cell(at: tuple[str, str]) -> dict | None:
        found = {"assessed": assessed[at], "short": short[at], "missing": missing[at]}
        return found if found["assessed"] >= SMALLEST else None

    return {unit: [cell((unit, name)) for name in CORE] for unit in units}
