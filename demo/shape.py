"""How many people do what in a round: the measured shape of Tarakan 2024, a comparable city."""

import random
from dataclasses import dataclass
from fractions import Fraction

from asnkit.exact import half_up

REGISTERED = 1108
SMALLEST = 20
SMALL, USUAL, YEAR = "small", "usual", "year"
SIZES = {SMALL: (1, 40, 6), USUAL: (6, 60, 34), YEAR: (6, 240, 900)}
"""Units of which everybody is appraised, complaints, and answers to each of the three surveys in between."""


@dataclass(frozen=True)
class Shape:
    """Numbers of people. `objections` are filed by people who are TMS, `accepted` of them are right."""

    registered: int = REGISTERED
    submitted: int = 1062
    tms: int = 182
    objections: int = 86
    accepted: int = 14
    appraised_units: int = SIZES[USUAL][0]
    complaints: int = SIZES[USUAL][1]
    answers: int = SIZES[USUAL][2]

    @property
    def ms(self) -> int:
        return self.submitted - self.tms

    @property
    def ms_after(self) -> int:
        """Meets the conditions once the objections are answered."""
        return self.ms + self.accepted


@dataclass(frozen=True)
class Fate:
    """What becomes of one application: its verdict, and what an objection to it leads to.

    `verdict` is None for one that is never submitted, "MS" or "TMS"; `objection` is None, "accepted" or "rejected".
    """

    verdict: str | None = None
    objection: str | None = None


def shape_of(applicants: int, size: str | None = None) -> Shape:
    """The same shape for another number of registered people, at least 20; what the city does beside the round is small
    where fewer than usual register, unless one of SIZES says otherwise."""
    if applicants < SMALLEST:
        raise ValueError(f"A round needs at least {SMALLEST} applicants.")
    whole = Shape()
    units, complaints, answers = SIZES[size or (USUAL if applicants >= REGISTERED else SMALL)]

    def part(number: int) -> int:
        return max(1, half_up(Fraction(number * applicants, REGISTERED)))

    return Shape(
        registered=applicants,
        submitted=min(part(whole.submitted), applicants - 1),
        tms=part(whole.tms),
        objections=part(whole.objections),
        accepted=part(whole.accepted),
        appraised_units=units,
        complaints=complaints,
        answers=answers,
    )


def fates(shape: Shape, seed: str) -> list[Fate]:
    """One for each registered person, in an order that the seed decides."""
    made = [Fate() for _ in range(shape.registered - shape.submitted)]
    made += [Fate("MS") for _ in range(shape.ms)]
    made += [Fate("TMS", "accepted") for _ in range(shape.accepted)]
    made += [Fate("TMS", "rejected") for _ in range(shape.objections - shape.accepted)]
    made += [Fate("TMS") for _ in range(shape.tms - shape.objections)]
    random.Random(f"{seed}/fates").shuffle(made)
    return made
