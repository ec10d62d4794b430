"""The cheapest way to a better IP ASN (docs/rules.md §5.4): which missing trainings lift it to a target."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from .professionalism import Professionalism, ip_asn

ROLE = {"STRUKTURAL": "leadership", "FUNGSIONAL": "functional"}
COMMON = ("technical", "seminar")


class Way(NamedTuple):
    """What it costs together, what the index is then, and the parts in alphabetical order."""

    cost: Fraction
    index: Professionalism
    parts: tuple[str, ...]


def cheapest(
    education: str | None,
    group: str,
    done: Collection[str],
    performance: str | None,
    discipline: str,
    target: Fraction,
    costs: Mapping[str, Fraction],
) -> Way | None:
    """The parts to add; of equal cost the fewest, then the first in the alphabet. None: no way reaches it.

    A part is "leadership" (group STRUKTURAL), "functional" (FUNGSIONAL), "technical" or
    "seminar". A part without a price is not on offer. ValueError for a word that the
    tables of IP ASN do not have.
    """
    parts = (*(part for part in (ROLE.get(group),) if part), *COMMON)
    had = {part for part in parts if part in done}

    def index(more: Collection[str]) -> Professionalism:
        have = had | set(more)
        role = ROLE.get(group) in have
        return ip_asn(education, group, performance, role, "technical" in have, "seminar" in have, discipline)

    offered = sorted(part for part in parts if part not in had and part in costs)
    ways = [
        Way(sum((costs[part] for part in chosen), Fraction()), index(chosen), chosen)
        for many in range(len(offered) + 1)
        for chosen in combinations(offered, many)
    ]
    reaching = [way for way in ways if way.index.points >= target]
    return min(reaching, key=lambda way: (way.cost, len(way.parts), way.parts), default=None)
