"""Before a training and after it: which indexes stand for which side, and what of a few is held back.

Rules of this project, of no decree (docs/rules.md §4).
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from .cells import parts
from .ikm import ELEMENTS
from .performance import RANKS
from .spread import PAIRS

MONTHS = (6, 12)
"""How many months after the last day the effect is measured, once each."""
HALF_A_YEAR = 182
"""Days before and after in which complaints are counted."""
LEAST = 10
"""Complaints, and people of a group: below nothing is told."""
INDEX = "index"
Sums = dict[str, int]


def later(day: date, months: int) -> date:
    """So many months after a day, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def sums_of(index: Mapping, names: Sequence[str]) -> dict[str, Sums]:
    """{n, total, squares} of each element, and of INDEX (an answer's sum of all nine), out of an index's `complete`."""
    complete = index["complete"]
    n, totals = complete["n"], complete["totals"]
    products = dict(zip(PAIRS, complete["products"], strict=True))
    found = {
        name: {"n": n, "total": totals[place], "squares": products[place, place]} for place, name in enumerate(names)
    }
    crossed = sum(products[pair] for pair in combinations(range(ELEMENTS), 2))
    squares = sum(products[place, place] for place in range(ELEMENTS)) + 2 * crossed
    return {INDEX: {"n": n, "total": sum(totals), "squares": squares}, **found}


def added(sums: Iterable[Mapping[str, Sums]]) -> dict[str, Sums]:
    """Several indexes' sums as those of one."""
    found: dict[str, Sums] = {}
    for one in sums:
        for name, its in one.items():
            kept = found.setdefault(name, dict.fromkeys(its, 0))
            found[name] = {part: kept[part] + number for part, number in its.items()}
    return found


def around(surveys: Iterable[Mapping], begins: str, ends: str) -> list[tuple[Mapping, Mapping]]:
    """(before, after) of each unit's service that has both: the last index that was published before the first day,
    and the last one whose survey was opened after the last day. `surveys` have {unit, service, opened, published}, days
    in Tanjungbalai. What was asked about once alone is left out, so that both sides are about the same services."""
    found: dict[tuple, list[Mapping | None]] = {}
    for one in sorted(surveys, key=lambda one: (one["published"], one["opened"])):
        place = 0 if one["published"] < begins else 1 if one["opened"] > ends else None
        if place is not None:
            found.setdefault((one["unit"], one["service"]), [None, None])[place] = one
    return [(before, after) for before, after in found.values() if before and after]


def moved(pairs: Sequence[tuple[str, str]]) -> dict[str, int | None] | None:
    """How many predicates rose, stayed and fell between (before, after) of each person; never what they were.

    None below LEAST people. All three are held back where everybody rose, or everybody fell: that would be told of
    each of them.
    """
    if len(pairs) < LEAST:
        return None
    steps = [RANKS.index(before) - RANKS.index(after) for before, after in pairs]
    counted = {
        "raised": sum(step > 0 for step in steps),
        "same": sum(step == 0 for step in steps),
        "lowered": sum(step < 0 for step in steps),
    }
    alone = len(pairs) in (counted["raised"], counted["lowered"])
    return {"people": len(pairs), **(dict.fromkeys(counted) if alone else parts(counted))}


def counted(number: int) -> int | None:
    """None for one to nine."""
    return None if 0 < number < LEAST else number
