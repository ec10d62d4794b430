"""IP ASN of a city and of each of its units: nothing of fewer than ten people, nor what they could be reckoned from."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from asnkit.events import Refused
from asnkit.exact import shown as told
from asnkit.service import Runtime
from asnkit.text import natural

from ..roster.superiors import Registers
from ..rules.actions import Price
from ..rules.cells import parts
from ..rules.professionalism import CATEGORIES, Dimensions, category
from ..rules.proof import EDUCATION, PREDICATE, Weighed
from ..rules.raising import cheapest_raise, offers
from .gathering import gather
from .showing import dimensions_of, weighed

FEWEST = 10
"""As of appraisals (docs/decisions/0123)."""
FEW = Refused("terlalu-sedikit-orang", "Angka ini tidak dirinci: kurang dari sepuluh orang.", status=409)
One = tuple[Weighed, Dimensions]
NAMES = (*(name for _, name in CATEGORIES), "SANGAT_RENDAH")


def everybody(runtime: Runtime, registers: Registers, today: date) -> dict[str | None, list[One]]:
    """Who serves on that day, by unit."""
    people, found = list(registers.everybody()), defaultdict(list)
    for person, facts in gather(runtime, people, today.isoformat()).items():
        one = weighed(registers, person, facts, today)
        found[registers.standing(person).unit].append((one, dimensions_of(one)))
    return found


def grouped(registers: Registers, units: Mapping[str | None, list[One]]) -> dict:
    """schemas.Groups."""
    hidden = held_back({unit: len(people) for unit, people in units.items()})
    rows = [
        {"unit": unit, "name": registers.name(unit), **figures([] if unit in hidden else people, len(people))}
        for unit, people in units.items()
    ]
    city = figures([one for people in units.values() for one in people])
    return {"city": city, "units": sorted(rows, key=lambda row: (row["name"] is None, natural(row["name"] or "")))}


def held_back(sizes: Mapping[str | None, int]) -> set[str | None]:
    """Units of fewer than ten, and the smallest others until what is held back is of ten people or more."""
    hidden = {unit for unit, n in sizes.items() if n < FEWEST}
    for unit in sorted((unit for unit in sizes if unit not in hidden), key=lambda unit: (sizes[unit], unit or "")):
        if not 0 < sum(sizes[one] for one in hidden) < FEWEST:
            break
        hidden.add(unit)
    return hidden


def figures(people: Sequence[One], many: int | None = None) -> dict:
    """schemas.IndexFigures; `many` are counted where they are more than are told of."""
    n = len(people)
    row = {"people": n if many is None else many, "points": None, "dimensions": None, "categories": None}
    if n < FEWEST:
        return row | {"without": None}
    sums = [sum(values) for values in zip(*(values for _, values in people), strict=True)]
    counted = Counter(category(sum(values, Fraction())) for _, values in people)
    return row | {
        "points": told(sum(sums) / n, 1),
        "dimensions": {name: told(value / n, 1) for name, value in zip(Dimensions._fields, sums, strict=True)},
        "categories": parts({name: counted[name] for name in NAMES}),
        "without": {kind: _without(people, kind) for kind in (EDUCATION, PREDICATE)},
    }


def _without(people: Sequence[One], kind: str) -> int | None:
    """Who has shown nothing of this kind; None where they, or the others, are one to four."""
    n = sum(kind in one.missing for one, _ in people)
    return parts({"without": n, "with": len(people) - n})["without"]


def people_of(units: Mapping[str | None, list[One]], unit: str | None) -> list[One]:
    """Those of the unit, or of the city. Raises FEW where nothing is told of them."""
    people = [one for there in units.values() for one in there] if unit is None else units.get(unit, [])
    if len(people) < FEWEST or (unit is not None and unit in held_back({one: len(units[one]) for one in units})):
        raise FEW
    return people


def planned(people: Sequence[One], rise: int, prices: Mapping[str, Price]) -> dict:
    """schemas.RaisingPlan: the trainings that raise the mean of these people by `rise` points at the least cost."""
    wanted = Fraction(rise * len(people))
    money = {part: price.money for part, price in prices.items()}
    chosen = cheapest_raise(offers((one for one, _ in people), money), wanted)
    mean = Fraction(sum(sum(values) for _, values in people), len(people))
    if chosen is None:
        return {"people": len(people), "before": told(mean, 1), "after": None, "actions": [], "hours": 0, "money": 0}
    actions = [
        {
            "group": one.offer.group,
            "part": one.offer.part,
            "people": one.people,
            "gain": told(one.offer.gain, 1),
            "hours": prices[one.offer.part].hours * one.people,
            "money": one.offer.money * one.people,
        }
        for one in chosen
    ]
    after = mean + Fraction(sum(one.offer.gain * one.people for one in chosen), len(people))
    return {
        "people": len(people),
        "before": told(mean, 1),
        "after": told(after, 1),
        "actions": actions,
        "hours": sum(one["hours"] for one in actions),
        "money": sum(one["money"] for one in actions),
    }
