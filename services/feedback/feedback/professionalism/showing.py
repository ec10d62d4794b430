"""The index of one person, fact by fact, and what would lift it."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from asnkit.exact import shown as told
from asnkit.service import Runtime

from ..price.keeping import prices
from ..roster.superiors import Registers
from ..rules.actions import Price
from ..rules.improvement import cheapest
from ..rules.professionalism import CATEGORIES, MOST, Dimensions, category, dimensions
from ..rules.proof import EDUCATION, PREDICATE, Weighed, group_of, trained_by_profession, weigh
from .gathering import Found, gather

HALF = Fraction(1, 2)


def weighed(registers: Registers, person: str, facts: list[Found], today: date) -> Weighed:
    station = registers.station(person)
    group = group_of(station["job_code"], registers.leads(person))
    return weigh(group, station["job"], [one.proof for one in facts], today)


def dimensions_of(one: Weighed) -> Dimensions:
    have = ("leadership" in one.done or "functional" in one.done, "technical" in one.done, "seminar" in one.done)
    return dimensions(one.education, one.group, one.performance, *have, one.discipline)


def complete(one: Weighed) -> bool:
    """Whether there is a degree and a predicate; without them an index is the least it can be."""
    return EDUCATION not in one.missing and PREDICATE not in one.missing


def index_of(runtime: Runtime, registers: Registers, person: str, today: date) -> dict:
    """schemas.Index of somebody who serves."""
    facts = gather(runtime, [person], today.isoformat())[person]
    one = weighed(registers, person, facts, today)
    found, station = dimensions_of(one), registers.station(person)
    points = sum(found, Fraction())
    return {
        "person": person,
        "job": station["job"],
        "unit_name": registers.name(registers.standing(person).unit),
        "group": one.group,
        "points": told(points, 1),
        "complete": complete(one),
        "category": category(points) if complete(one) else None,
        "dimensions": [
            {"name": name, "points": told(value, 1), "most": int(most)}
            for name, value, most in zip(found._fields, found, MOST, strict=True)
        ],
        "facts": [
            {
                **fact.proof._asdict(),
                **{name: getattr(fact, name) for name in ("source", "id", "version", "title", "number")},
                "why": why,
            }
            for fact, why in zip(facts, one.why, strict=True)
        ],
        "by_profession": one.group == "FUNGSIONAL" and trained_by_profession(station["job"]),
        "missing": list(one.missing),
        "ways": _ways(one, points, prices(runtime.db)),
    }


def _ways(one: Weighed, points: Fraction, prices: Mapping[str, Price]) -> list[dict]:
    """The cheapest way into each higher category that trainings reach."""
    found, money = [], {part: Fraction(price.money) for part, price in prices.items()}
    for least, name in reversed(CATEGORIES):
        target = least + HALF
        if target <= points:
            continue
        way = cheapest(one.education, one.group, one.done, one.performance, one.discipline, target, money)
        if way and way.index.category == name:  # else it leads into a higher one, which has a line of its own
            paid = [prices[part] for part in way.parts]
            reached = {"category": name, "points": way.index.shown, "parts": list(way.parts)}
            total = {"hours": sum(price.hours for price in paid), "money": sum(price.money for price in paid)}
            found.append(reached | total)
    return found
