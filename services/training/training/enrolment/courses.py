"""Courses that follow from the law rather than from a plan.

Latsar CPNS, blended: 647 JP in 74 days = MOOC 16 days, LMS 22, habituation 30, classroom 6
(PERLAN1-2021; docs/rules.md §4). Every candidate takes it once (PP 11/2017 Pasal 34).
"""

from typing import NamedTuple


class Course(NamedTuple):
    """`hours` are lesson hours (JP) of 45 minutes."""

    title: str
    hours: int


LATSAR = "LATSAR_CPNS"
COURSES = {LATSAR: Course("Pelatihan Dasar CPNS", 647)}
