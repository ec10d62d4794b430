"""The professionalism index IP ASN (PermenPANRB 38/2018, Peraturan BKN 8/2019; docs/rules.md §5.4).

Qualification 25, competence 40, performance 30, discipline 5: together at most 100.
Which certificates count, and how far back, is decided before: these functions take
the answers.
"""

from fractions import Fraction
from typing import NamedTuple

from asnkit.exact import shown

QUALIFICATION = {
    "S3": 25,
    "S2": 20,
    "S1": 15,
    "D4": 15,
    "D3": 10,
    "D2": 5,
    "D1": 5,
    "SLTA": 5,
    "SLTP": 1,
    "SD": 1,
}
# Points for role training (leadership or functional), technical training of at least 20 JP, seminar.
COMPETENCE = {
    "STRUKTURAL": (Fraction(15), Fraction(15), Fraction(10)),
    "FUNGSIONAL": (Fraction(15), Fraction(15), Fraction(10)),
    "PELAKSANA": (Fraction(0), Fraction("22.5"), Fraction("17.5")),
}
# The predicates since 2022, and the words of the bands before them (KURANG is in both).
PERFORMANCE = {
    "SANGAT_BAIK": 30,
    "BAIK": 25,
    "BUTUH_PERBAIKAN": 15,
    "CUKUP": 15,
    "KURANG": 5,
    "SANGAT_KURANG": 1,
    "BURUK": 1,
}
DISCIPLINE = {"NONE": 5, "RINGAN": 3, "LIGHT": 3, "SEDANG": 2, "MEDIUM": 2, "BERAT": 1, "HEAVY": 1}
CATEGORIES = ((90, "SANGAT_TINGGI"), (80, "TINGGI"), (70, "SEDANG"), (60, "RENDAH"))


class Professionalism(NamedTuple):
    """The index, exactly, 0 to 100; and its category."""

    points: Fraction
    category: str

    @property
    def shown(self) -> str:
        """As printed, with one decimal, which is exact: points are multiples of one half."""
        return shown(self.points, 1)


class Dimensions(NamedTuple):
    """The points of each dimension, exactly."""

    qualification: Fraction
    competence: Fraction
    performance: Fraction
    discipline: Fraction


MOST = Dimensions(Fraction(25), Fraction(40), Fraction(30), Fraction(5))


def dimensions(
    education: str | None,
    group: str,
    performance: str | None,
    role_training: bool = False,
    technical: bool = False,
    seminar: bool = False,
    discipline: str = "NONE",
) -> Dimensions:
    """The four dimensions of one person; ValueError for a word that the tables do not have.

    `role_training` is leadership training of the level held (group STRUKTURAL) or
    functional training (FUNGSIONAL); executors (PELAKSANA) have none. `discipline` is
    the heaviest sanction of the last five years. What nobody has shown (None) has no points.
    """
    try:
        of_group = COMPETENCE[group]
        qualification = 0 if education is None else QUALIFICATION[education]
        predicate = 0 if performance is None else PERFORMANCE[performance]
        conduct = DISCIPLINE[discipline]
    except KeyError as unknown:
        raise ValueError(f"Tidak dikenal dalam tabel IP ASN: {unknown.args[0]}.") from None
    done = (role_training, technical, seminar)
    competence = sum((point for point, did in zip(of_group, done, strict=True) if did), Fraction())
    return Dimensions(Fraction(qualification), competence, Fraction(predicate), Fraction(conduct))


def ip_asn(
    education: str | None,
    group: str,
    performance: str | None,
    role_training: bool = False,
    technical: bool = False,
    seminar: bool = False,
    discipline: str = "NONE",
) -> Professionalism:
    """The index of one person: the sum of `dimensions`, which takes the same."""
    found = dimensions(education, group, performance, role_training, technical, seminar, discipline)
    points = sum(found, Fraction())
    return Professionalism(points, category(points))


def category(value: Fraction) -> str:
    """The category of an index; half points fall between the printed bands, so 60.5 is above 60: RENDAH."""
    return next((name for least, name in CATEGORIES if value > least), "SANGAT_RENDAH")
