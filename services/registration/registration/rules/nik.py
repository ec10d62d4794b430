"""The national identity number (NIK), 16 digits.

Province 2, regency or city 2, district 2 of the *first* registration, day 2 (plus 40
for women), month 2, year 2 without century, serial 4 from 0001. Source: Dukcapil,
docs/rules.md §6.1. The number never changes, neither on a move nor when a wrong birth date
is corrected, so the region says nothing about residence, and a difference to the
declared birth date is a question for a person, never a reason to reject.
"""

from datetime import date
from typing import NamedTuple

WOMAN_DAY_OFFSET = 40


class Nik(NamedTuple):
    """Parts of a NIK: region 6 digits, sex "M" or "F", day, month, two-digit year, serial 4 digits."""

    region: str
    sex: str
    day: int
    month: int
    year: int
    serial: str


def nik_parse(nik: str) -> Nik:
    """The parts of a structurally valid NIK; ValueError says in Indonesian what is wrong with another."""
    if not isinstance(nik, str) or len(nik) != 16 or not (nik.isascii() and nik.isdigit()):
        raise ValueError("NIK harus terdiri atas tepat 16 angka.")
    day, month, year, serial = int(nik[6:8]), int(nik[8:10]), int(nik[10:12]), nik[12:]
    sex = "F" if day > WOMAN_DAY_OFFSET else "M"
    if sex == "F":
        day -= WOMAN_DAY_OFFSET
    if not _day_exists(day, month, year):
        raise ValueError("Tanggal lahir di dalam NIK (angka ke-7 sampai ke-12) tidak ada di kalender.")
    if serial == "0000":
        raise ValueError("Nomor urut NIK (empat angka terakhir) dimulai dari 0001.")
    return Nik(nik[:6], sex, day, month, year, serial)


def nik_valid(nik: str) -> bool:
    """Whether the NIK's structure is possible. A NIK that fails this is refused."""
    try:
        nik_parse(nik)
    except ValueError:
        return False
    return True


def nik_matches(nik: str, birth_date: date, sex: str) -> str:
    """ "MATCH", "MISMATCH_REVIEW" (warn and let a person look), or "INVALID" (structure, refused).

    `sex` is "M" or "F". Only the last two digits of the year can be compared.
    """
    try:
        parts = nik_parse(nik)
    except ValueError:
        return "INVALID"
    declared = (sex, birth_date.day, birth_date.month, birth_date.year % 100)
    return "MATCH" if (parts.sex, parts.day, parts.month, parts.year) == declared else "MISMATCH_REVIEW"


def nik_says(nik: str) -> str:
    """Which birth date and sex a structurally valid NIK tells, for whoever typed another one."""
    parts = nik_parse(nik)
    sex = "perempuan" if parts.sex == "F" else "laki-laki"
    return f"Angka ke-7 sampai ke-12 NIK menunjukkan {parts.day:02}-{parts.month:02}-{parts.year:02}, {sex}."


def _day_exists(day: int, month: int, year: int) -> bool:
    """True if the day exists in one of the centuries that a two-digit year can mean."""
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
