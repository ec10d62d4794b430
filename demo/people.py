"""Generated applicants: the same ones for the same seed, and nobody real.

Names are put together from syllables. A NIK begins with a district 99, which no regency
has; numbers begin with 0800, which no mobile phone has; addresses end in `.example`
(RFC 2606).
"""

import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .shape import Fate

REGIONS = ("127499", "127499", "127499", "120999", "127199", "121999")
FIRST = ("Sur", "Wid", "Har", "Rah", "Nur", "Lest", "Dam", "Fit", "Yul", "Man", "Per", "Rin", "Sal", "Tar", "Zul")
FIRST_ENDS = {
    "M": ("yanto", "adi", "iman", "awan", "uddin", "ansyah", "ono", "izal"),
    "F": ("iani", "asari", "idah", "awati", "ina", "iyah", "aningsih", "isma"),
}
LAST = ("Sim", "Har", "Nas", "Lum", "Pan", "Sir", "Mar", "Dal", "Tan", "Gul", "Rit", "Bat")
LAST_ENDS = ("bolang", "antoro", "utani", "orang", "jaitan", "ingga", "opang", "andau", "umbara", "elawa")
PLACES = ("Pesisir Timur", "Selat Malaka", "Muara Asahan", "Bukit Lawang", "Danau Raya", "Pulau Rempah")
SCARCE = ("Dokter", "Apoteker")
"""Jobs for which few people apply."""

FAULTS = ("DUTY_STAMP", "DIPLOMA", "TRANSCRIPT", "STATEMENT_LETTER", "APPLICATION_LETTER", "ID_CARD", "PHOTO")
MISTAKES = ("DIPLOMA", "TRANSCRIPT", "STATEMENT_LETTER")
"""Reasons that a verifier gives by mistake, and an objection sets right."""

TWIN_JOB = "Guru Penjasorkes"
"""A line with one seat, for which two people apply whom nothing separates: their tie goes to the committee."""
TWINS = 2

PASSWORD_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Person:
    """What an applicant types in, and what will happen. `vacancy` is a line as the API shows it."""

    number: int
    name: str
    nik: str
    family_card_no: str
    birth_date: date
    sex: str
    email: str
    phone: str
    password: str
    vacancy: dict
    education: dict
    other_unit: bool
    fate: Fate
    reasons: list[str] = field(default_factory=list)
    twin: bool = False

    @property
    def account(self) -> dict:
        return {
            "nik": self.nik,
            "family_card_no": self.family_card_no,
            "name": self.name,
            "birth_date": self.birth_date.isoformat(),
            "sex": self.sex,
            "email": self.email,
            "phone": self.phone,
            "password": self.password,
            "consent": {"notice": "2024-1", "purposes": ["selection", "announcement", "contact"]},
        }

    def with_next_nik(self) -> "Person":
        """For a NIK that somebody else has."""
        return replace(self, nik=f"{self.nik[:12]}{int(self.nik[12:]) % 9999 + 1:04d}")


def people(seed: str, code: str, vacancies: Sequence[dict], fates: Sequence[Fate], today: date) -> list[Person]:
    """One person for each fate; `today` is the day on which they apply."""
    taken: set[str] = set()
    made = []
    alone = [line for line in vacancies if line["job_name"].startswith(TWIN_JOB) and line["quota"] == 1]
    twins = [number for number, fate in enumerate(fates, start=1) if fate.verdict == "MS"][: TWINS if alone else 0]
    for number, fate in enumerate(fates, start=1):
        dice = random.Random(f"{seed}/{number}")
        if number in twins:
            person = _person(dice, number, code, alone, fate, today)
            first = next((one for one in made if one.twin), person)
            person = _alike(dice, person, first, code)
        else:
            person = _person(dice, number, code, vacancies, fate, today)
        while person.nik in taken:
            person = person.with_next_nik()
        taken.add(person.nik)
        made.append(person)
    return made


def twins_of(made: Sequence[Person]) -> set[int]:
    """Numbers of the two people whom nothing separates; none where nobody else applies for such a line."""
    found = [person for person in made if person.twin]
    return {person.number for person in found} if len(found) == TWINS else set()


def _alike(dice: random.Random, person: Person, other: Person, code: str) -> Person:
    """The same person, as old and with the same marks as the other one."""
    education = person.education | {"gpa": other.education["gpa"]}
    nik = _nik(dice, person.nik[:6], other.birth_date, person.sex, code)
    return replace(person, birth_date=other.birth_date, nik=nik, education=education, twin=True)


def _person(dice: random.Random, number: int, code: str, vacancies, fate: Fate, today: date) -> Person:
    [vacancy] = dice.choices(vacancies, [_weight(line) for line in vacancies])
    sex = dice.choice("MF")
    name = f"{dice.choice(FIRST)}{dice.choice(FIRST_ENDS[sex])} {dice.choice(LAST)}{dice.choice(LAST_ENDS)}"
    reasons = _reasons(dice, vacancy, fate)
    birth_date = _born(dice, today, *((36, 41) if "AGE" in reasons else (21, 34)))
    region = dice.choice(REGIONS)
    return Person(
        number=number,
        name=name,
        nik=_nik(dice, region, birth_date, sex, code),
        family_card_no=f"{region}{dice.randint(1, 28):02d}{dice.randint(1, 12):02d}{dice.randint(10, 24)}{number:04d}",
        birth_date=birth_date,
        sex=sex,
        email=f"{name.lower().replace(' ', '.')}.{number}@{code.lower()}.example",
        phone=f"08000{number:07d}",
        password="-".join("".join(dice.choices(PASSWORD_SIGNS, k=4)) for _ in range(3)),
        vacancy=vacancy,
        education=_education(dice, vacancy, reasons),
        other_unit=dice.random() < 0.6,
        fate=fate,
        reasons=reasons,
    )


def _weight(line: dict) -> int:
    """How many apply for a line, beside the others; for some jobs hardly anybody does."""
    special = line["need_type"] != "UMUM" or line["job_name"].startswith(SCARCE)
    return 1 if special else 4 * line["quota"] + 6


def _born(dice: random.Random, today: date, youngest: int, oldest: int) -> date:
    """A birth date of someone who is between the two ages, and stays so for a year."""
    return today - timedelta(days=dice.randint(youngest * 366, oldest * 365))


def _nik(dice: random.Random, region: str, birth_date: date, sex: str, code: str) -> str:
    """Sixteen digits; for one in a hundred another day than the declared one, which a person must look at.

    The people of each round are others, also with the same seed: the serial number knows the round.
    """
    day = birth_date.day if dice.random() > 0.01 else birth_date.day % 28 + 1
    serial = (dice.randint(1, 9999) + zlib.crc32(code.encode())) % 9999 + 1
    return f"{region}{day + 40 * (sex == 'F'):02d}{birth_date:%m%y}{serial:04d}"


def _reasons(dice: random.Random, vacancy: dict, fate: Fate) -> list[str]:
    """Why the application will not meet the conditions; empty for MS."""
    if fate.verdict != "TMS":
        return []
    if fate.objection == "accepted":
        return [dice.choice(MISTAKES)]
    possible = ["AGE", "EDUCATION", *FAULTS]
    possible += ["GPA"] * (vacancy["gpa_min"] is not None)
    possible += ["HEALTH_REGISTRATION"] * ("health_registration" in vacancy["documents"])
    return sorted(dice.sample(possible, dice.choice((1, 1, 1, 2))))


def _education(dice: random.Random, vacancy: dict, reasons: list[str]) -> dict:
    """The section Pendidikan; hundredths of the grade point average as whole numbers."""
    wanted = dice.choice(vacancy["education"])
    programme = "Sastra Daerah" if "EDUCATION" in reasons else wanted["programme"]
    least = int((vacancy["gpa_min"] or "2.50").replace(".", ""))
    hundredths = dice.randint(200, least - 1) if "GPA" in reasons else dice.randint(max(least, 275), 399)
    kind = "Politeknik" if wanted["level"].startswith("D") else "Universitas"
    return {
        "level": wanted["level"],
        "programme": programme,
        "institution": f"{kind} {dice.choice(PLACES)}",
        "gpa": f"{hundredths // 100},{hundredths % 100:02d}",
    }
