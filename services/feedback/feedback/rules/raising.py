"""The cheapest trainings that raise the mean IP ASN of many people (docs/rules.md §5.4), found over the table.

A training lifts everybody of one group who lacks it by the same points, so people are counted and not tried one by one.
Among ways of equal cost the one with the fewest trainings.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, gcd
from typing import NamedTuple

from .improvement import ROLE
from .professionalism import COMPETENCE
from .proof import Weighed

NEVER = None


class Offer(NamedTuple):
    """A training that `many` people of a group lack: `gain` in points for each of them, `money` in whole rupiah."""

    group: str
    part: str
    many: int
    gain: Fraction
    money: int


class Chosen(NamedTuple):
    offer: Offer
    people: int


def offers(people: Iterable[Weighed], prices: Mapping[str, int]) -> list[Offer]:
    """What these people lack and what has a price."""
    lacking: Counter[tuple[str, str, Fraction]] = Counter()
    for one in people:
        parts = (ROLE.get(one.group), "technical", "seminar")
        for part, gain in zip(parts, COMPETENCE[one.group], strict=True):
            if part in prices and part not in one.done:
                lacking[one.group, part, gain] += 1
    return [Offer(group, part, many, gain, prices[part]) for (group, part, gain), many in sorted(lacking.items())]


def cheapest_raise(offered: Sequence[Offer], wanted: Fraction) -> list[Chosen] | None:
    """How many people to send to each training, so that their points together rise by `wanted`; None: no way does."""
    if wanted <= 0:
        return []
    halves = [int(2 * one.gain) for one in offered]
    if sum(half * one.many for half, one in zip(halves, offered, strict=True)) < 2 * wanted:
        return None
    unit = gcd(*halves)
    steps, most = ceil(2 * wanted / unit), sum(one.many for one in offered) + 1
    best: list[int | None] = [0] + [NEVER] * steps
    taken = []
    for half, one in zip(halves, offered, strict=True):
        best, counts = _with(best, half // unit, one.many, one.money * most + 1)
        taken.append(counts)
    left, chosen = steps, []
    for half, one, counts in zip(reversed(halves), reversed(offered), reversed(taken), strict=True):
        people = counts[left]
        left = max(0, left - people * (half // unit))
        if people:
            chosen.append(Chosen(one, people))
    return chosen[::-1]


def _with(best: list[int | None], gain: int, many: int, cost: int) -> tuple[list[int | None], list[int]]:
    """The least cost of rising by at least so many steps when up to `many` may have this, too, and how many do.

    Of each remainder by `gain` the steps are gone through once, with a window of `many` over those before. To rise by
    at least s may be to rise from nothing by more than s.
    """
    costs, counts = list(best), [0] * len(best)
    for rest in range(min(gain, len(best))):
        window: deque[tuple[int, int]] = deque()
        for place, step in enumerate(range(rest, len(best), gain)):
            before = best[step]
            if before is not None:
                value = before - place * cost
                while window and window[-1][1] >= value:
                    window.pop()
                window.append((place, value))
            while window and window[0][0] < place - many:
                window.popleft()
            if window:
                costs[step], counts[step] = window[0][1] + place * cost, place - window[0][0]
            alone = -(-step // gain)
            if alone <= many and (costs[step] is None or alone * cost < costs[step]):
                costs[step], counts[step] = alone * cost, alone
    return costs, counts
