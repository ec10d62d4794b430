"""Ranking down a fixed ladder of steps, and stopping where the law is silent.

People whom no step separates, or for whom a step's value is missing, share one place:
order of arrival and ids never decide. Source: docs/rules.md §3.5.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: `value(person)` is exact and comparable, or None where it is not known."""

    name: str
    value: Callable[[Any], Fraction | int | date | None]
    highest_first: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """People who share a rank, by id; `rank` counts everyone above; `step` put them below those above."""

    rank: int
    people: tuple[Any, ...]
    step: str | None = None

    @property
    def tied(self) -> bool:
        return len(self.people) > 1


def places(people: Iterable[Any], steps: Sequence[Step]) -> list[Place]:
    """Everyone's place, best first. People need an `id`; ValueError if one occurs twice."""
    people = sorted(people, key=lambda person: person.id)
    if len({person.id for person in people}) < len(people):
        raise ValueError("Seorang peserta muncul dua kali dalam satu daftar.")
    result, rank = [], 1
    for group, step in _split(people, steps, None):
        result.append(Place(rank, tuple(group), step))
        rank += len(group)
    return result


def _split(people: list, steps: Sequence[Step], above: str | None) -> Iterable[tuple[list, str | None]]:
    if not people:
        return
    if len(people) == 1 or not steps:
        yield people, above
        return
    step = steps[0]
    values = [step.value(person) for person in people]
    if None in values:
        yield people, above
        return
    ranked = sorted(zip(values, people, strict=True), key=lambda pair: pair[0], reverse=step.highest_first)
    for _, run in groupby(ranked, key=lambda pair: pair[0]):
        yield from _split([person for _, person in run], steps[1:], above)
        above = step.name


DECIDED = "keputusan panitia"


def settled(order: Iterable[Place], decided: Iterable[Sequence[str]]) -> list[Place]:
    """The same with each tied place in a row where its people's order was decided; the last decision counts.

    A decision holds for exactly the people (by id) whom it names.
    """
    orders = {frozenset(ids): ids for ids in decided}
    result = []
    for place in order:
        ids = orders.get(frozenset(person.id for person in place.people)) if place.tied else None
        if ids is None:
            result.append(place)
            continue
        people = {person.id: person for person in place.people}
        for number, id in enumerate(ids):
            step = DECIDED if number else place.step
            result.append(Place(place.rank + number, (people[id],), step))
    return result
