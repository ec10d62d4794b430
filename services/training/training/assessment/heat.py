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
    """Unit → for each of CORE {assessed, short}; None where fewer than SMALLEST were assessed.

    Who was not assessed in a competence does not count in it: that nobody looked is no gap of a unit.
    """
    assessed: Counter[tuple[str, str]] = Counter()
    short: Counter[tuple[str, str]] = Counter()
    units = set()
    for one in people:
        units.add(one.unit)
        for name in CORE:
            if name in one.actual:
                assessed[one.unit, name] += 1
                short[one.unit, name] += one.actual[name] < one.required[name]
    return {unit: [_cell(assessed[unit, name], short[unit, name]) for name in CORE] for unit in units}


def _cell(assessed: int, short: int) -> dict | None:
    return {"assessed": assessed, "short": short} if assessed >= SMALLEST else None
