"""Ranking of contract civil servants PPPK (KepmenPANRB 347/2024 diktum 29 and 30; docs/rules.md §3.8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .ladder import Place, Step, places


@dataclass(frozen=True, slots=True)
class Contender:
    """Priority class (1 before 2), points of the four parts, and the birth date for the last rung."""

    id: str
    priority: int
    technical: int
    managerial: int
    social: int
    interview: int
    birth_date: date | None = None

    @property
    def total(self) -> int:
        return self.technical + self.managerial + self.social + self.interview


LADDER = (
    Step("golongan prioritas", lambda person: person.priority, highest_first=False),
    Step("nilai total", lambda person: person.total),
    Step("teknis", lambda person: person.technical),
    Step("manajerial", lambda person: person.managerial),
    Step("sosial kultural", lambda person: person.social),
    Step("wawancara", lambda person: person.interview),
    Step("lebih tua", lambda person: person.birth_date, highest_first=False),
)


def pppk_places(contenders: Iterable[Contender]) -> list[Place]:
    """Best first inside the priority order; a higher class beats every score. 2024 has no threshold."""
    return places(contenders, LADDER)


def pppk_order(contenders: Iterable[Contender]) -> list[str]:
    """Ids, best first. ValueError where a full tie must go to the committee."""
    order = pppk_places(contenders)
    if any(place.tied for place in order):
        raise ValueError("Ada peserta yang seri penuh: panitia yang menetapkan.")
    return [place.people[0].id for place in order]
