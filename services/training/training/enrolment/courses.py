"""With what somebody's service begins: courses that follow from the law rather than from a plan.

Latsar CPNS, blended: 647 JP in 74 days = MOOC 16 days, LMS 22, habituation 30, classroom 6
(PERLAN1-2021; docs/rules.md §4). Every candidate takes it once (PP 11/2017 Pasal 34). A PPPK has the orientation
instead (Peraturan LAN 15/2020 Pasal 32, Keputusan Kepala LAN 289/K.1/PDP.07/2022), no part of the 24 JP of a year.
"""

from typing import NamedTuple


class Course(NamedTuple):
    """`hours` are lesson hours (JP) of 45 minutes; they stand apart from those of a year."""

    title: str
    hours: int


class Beginning(NamedTuple):
    """The status of whoever is appointed, and the course that follows."""

    status: str
    course: str


LATSAR, ORIENTATION = "LATSAR_CPNS", "ORIENTASI_PPPK"
COURSES = {LATSAR: Course("Pelatihan Dasar CPNS", 647), ORIENTATION: Course("Orientasi PPPK", 24)}
BEGINNINGS = {
    "PNS": Beginning("CPNS", LATSAR),
    "PPPK": Beginning("PPPK", ORIENTATION),
    "PPPK_PART_TIME": Beginning("PPPK", ORIENTATION),
}
"""By the round's kind of procurement."""


def beginning_of(procurement_type: str | None) -> Beginning:
    """None is an appointment of before, when every round was one of PNS."""
    return BEGINNINGS[procurement_type or "PNS"]
