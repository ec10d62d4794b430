"""How many lesson hours (JP) a non-classical activity counts for.

Data, and no program: the annex of Peraturan LAN 10/2018 has the whole table, of which the values per time are reported
and nobody here has read them in the annex; 1 JP is 45 minutes (docs/rules.md §4). An activity keeps the rule that it
was handed in under, so another table changes no older one.
"""

from typing import NamedTuple

TIMES, MINUTES = "TIMES", "MINUTES"


class Conversion(NamedTuple):
    """`hours` JP for each `each` whole `unit`s."""

    unit: str
    each: int
    hours: int

    def of(self, amount: int) -> int:
        """JP of that many units; what does not fill another rule's worth counts for nothing."""
        return amount // self.each * self.hours


CONVERSIONS = {
    "COACHING": Conversion(TIMES, 1, 2),
    "MENTORING": Conversion(TIMES, 1, 2),
    "INTERNSHIP": Conversion(TIMES, 1, 20),
    "DETACHMENT": Conversion(TIMES, 1, 20),
    "E_LEARNING": Conversion(MINUTES, 45, 1),
    "DISTANCE": Conversion(MINUTES, 45, 1),
    "OUTDOOR": Conversion(MINUTES, 45, 1),
    "GUIDANCE": Conversion(MINUTES, 45, 1),
}
