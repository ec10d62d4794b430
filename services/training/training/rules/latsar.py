"""Basic training of candidates (Peraturan LAN 1/2021; docs/rules.md §4): its phases, and the grade of its final score.

647 JP in 74 days. The bands of the grade begin just above the tens.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

GRADES = ((90, "VERY_SATISFYING"), (80, "SATISFYING"), (70, "FAIRLY_SATISFYING"))
NOT_PASSED = "NOT_PASSED"
GOING, PASSED, FAILED = "GOING", "PASSED", "FAILED"
"""How a Latsar stands."""
EXAMINERS, HANDED_IN_FROM = 2, "HABITUATION"
"""Of the actualisation project: how many examine it, and from which phase on it is handed in."""


class Phase(NamedTuple):
    """`days` are days of the calendar."""

    name: str
    days: int


PHASES = (Phase("MOOC", 16), Phase("DISTANCE", 22), Phase("HABITUATION", 30), Phase("CLASSROOM", 6))


def latsar_grade(score: Fraction) -> str:
    """The grade of a final score from 0 to 100; ValueError outside."""
    if not 0 <= score <= 100:
        raise ValueError("Nilai Latsar berada antara 0 dan 100.")
    return next((grade for least, grade in GRADES if score > least), NOT_PASSED)


def laid_out(begins: date, phases: Sequence[Phase] = PHASES) -> list[dict]:
    """The phases one after the other, {phase, first, last}: days as YYYY-MM-DD, both included."""
    found = []
    for phase in phases:
        last = begins + timedelta(days=phase.days - 1)
        found.append({"phase": phase.name, "first": begins.isoformat(), "last": last.isoformat()})
        begins = last + timedelta(days=1)
    return found


def put_off(laid: Sequence[dict], begins: date, today: date) -> list[dict]:
    """What is over on that day stays; what is not begins again, whole, on the new day."""
    over = [one for one in laid if one["last"] < today.isoformat()]
    left = [phase for phase in PHASES if phase.name not in {one["phase"] for one in over}]
    return [*over, *laid_out(begins, left)]
