"""Integration of SKD and SKB, the final ladder, seats (PermenPANRB 6/2024 Pasal 45; docs/rules.md §3.4, §3.5).

Exact values decide; rounding is for display alone. Binary floats would put the wrong
person first in one exact tie out of seven.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from .ladder import Place, Step, places


class Component(NamedTuple):
    """One SKB test: points, the most that it gives, and its weight in percent."""

    score: Fraction
    most: Fraction
    percent: Fraction | int


@dataclass(frozen=True, slots=True)
class Finalist:
    """One participant at the end: SKD points, SKB on the scale of 100, and the two last rungs where they are known.

    `academic` is the IPK for D3 and up, the average diploma mark for SMA.
    """

    id: str
    skd: int
    tkp: int
    tiu: int
    twk: int
    skb100: Fraction
    academic: Fraction | None = None
    birth_date: date | None = None


def skb100(components: Sequence[Component]) -> Fraction:
    """SKB on the scale of 100, exactly. ValueError if weights do not make 100 or points cannot be."""
    if sum(component.percent for component in components) != 100:
        raise ValueError("Bobot komponen SKB harus berjumlah 100.")
    for component in components:
        if component.percent <= 0 or component.most <= 0 or not 0 <= component.score <= component.most:
            raise ValueError("Nilai SKB harus antara 0 dan nilai maksimumnya.")
    return sum((Fraction(score) / most * percent for score, most, percent in components), Fraction())


def final_score(skd: int, skb: Fraction, rules: dict[str, Any]) -> Fraction:
    """The final score on the scale of 100, exactly: 40 % SKD of its maximum and 60 % SKB."""
    most = rules["skd"]["max"]
    if not 0 <= skd <= most or not 0 <= skb <= 100:
        raise ValueError(f"Nilai SKD harus antara 0 dan {most}, nilai SKB antara 0 dan 100.")
    weights = rules["final"]
    return Fraction(skd, most) * weights["skd_percent"] + skb * weights["skb_percent"] / 100


def final_places(finalists: Iterable[Finalist], rules: dict[str, Any]) -> list[Place]:
    """Best first: final score, then SKD total, TKP, TIU, TWK, academic value, older.

    People whom nothing separates share a place; so do people of a tie that reaches a
    rung whose value is not known for all of them.
    """
    steps = {
        "final": Step("nilai akhir", lambda person: final_score(person.skd, person.skb100, rules)),
        "skd": Step("total SKD", lambda person: person.skd),
        "tkp": Step("TKP", lambda person: person.tkp),
        "tiu": Step("TIU", lambda person: person.tiu),
        "twk": Step("TWK", lambda person: person.twk),
        "academic": Step("akademik", lambda person: person.academic),
        "older": Step("lebih tua", lambda person: person.birth_date, highest_first=False),
    }
    return places(finalists, [steps["final"], *(steps[name] for name in rules["final"]["ladder"])])


def final_order(finalists: Iterable[Finalist], rules: dict[str, Any]) -> list[str]:
    """Ids, best first. ValueError where a tie must go to the committee: the order is then not ours to give."""
    order = final_places(finalists, rules)
    if any(place.tied for place in order):
        raise ValueError("Ada peserta yang seri penuh: panitia yang menetapkan.")
    return [place.people[0].id for place in order]


def tie_needs_committee(finalists: Iterable[Finalist], rules: dict[str, Any]) -> bool:
    """Whether some people are equal down to the last rung, after which the regulation is silent."""
    return any(place.tied for place in final_places(finalists, rules))


def seats(order: Sequence[Place], quota: int) -> dict[str, str]:
    """Codes of one line's own winners: "L" for a place that fits into the quota whole, "TL" for the others.

    ValueError if people who share a place stand across the last seat.
    """
    codes = {}
    for place in order:
        if place.rank <= quota < place.rank + len(place.people) - 1:
            raise ValueError("Peserta yang seri penuh berada di batas kuota: panitia yang menetapkan.")
        codes.update((person.id, "L" if place.rank <= quota else "TL") for person in place.people)
    return codes
