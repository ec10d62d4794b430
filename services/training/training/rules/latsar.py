"""The grade of basic training (Peraturan LAN 1/2021; docs/rules.md §4): the bands begin just above the tens."""

from fractions import Fraction

GRADES = ((90, "VERY_SATISFYING"), (80, "SATISFYING"), (70, "FAIRLY_SATISFYING"))
NOT_PASSED = "NOT_PASSED"


def latsar_grade(score: Fraction) -> str:
    """The grade of a final score from 0 to 100; ValueError outside."""
    if not 0 <= score <= 100:
        raise ValueError("Nilai Latsar berada antara 0 dan 100.")
    return next((grade for least, grade in GRADES if score > least), NOT_PASSED)
