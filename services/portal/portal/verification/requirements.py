"""How the desk is laid out: each document and fact with the reasons that can be given for it.

The reasons and their words are registration's; one that stands nowhere here is listed at the end.
"""

from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _

from ..formats import day, decimal
from ..words import DOCUMENTS, LEVELS, WANTED, age_range, education

PICTURES = ("id_card", "photo", "selfie")
"""Kinds whose files registration keeps as pictures; the others are PDF."""

_DOCUMENT_REASONS = {
    "id_card": ("ID_CARD", "DOUBLE_IDENTITY"),
    "photo": ("PHOTO",),
    "selfie": ("SELFIE",),
    "diploma": ("DIPLOMA", "ACCREDITATION"),
    "transcript": ("TRANSCRIPT",),
    "application_letter": ("APPLICATION_LETTER", "DUTY_STAMP"),
    "statement_letter": ("STATEMENT_LETTER",),
    "health_registration": ("HEALTH_REGISTRATION",),
    "teaching_certificate": ("TEACHING_CERTIFICATE",),
    "disability_certificate": ("DISABILITY_CERTIFICATE",),
}
_FACT_REASONS = {"identity": "IDENTITY", "age": "AGE", "education": "EDUCATION", "gpa": "GPA"}


class Reason(NamedTuple):
    code: str
    text: str


@dataclass(frozen=True)
class Item:
    """One thing to judge: a document (its id, whether it was `read`, `pages` while it is open) or a fact (`check`)."""

    key: str
    name: str
    wanted: str
    given: str
    reasons: list[Reason]
    document: str | None = None
    picture: bool = False
    read: bool = False
    pages: int | None = None
    check: str | None = None


def items(
    file: dict, line: dict, known: dict[str, str], pages: dict[str, int]
) -> tuple[list[Item], list[Item], list[Reason]]:
    """(facts, documents, the reasons that belong to none of them); `known` maps codes to words.

    `pages` are those of the documents that are open now.
    """
    left = dict(known)

    def take(codes) -> list[Reason]:
        return [Reason(code, left.pop(code)) for code in codes if code in left]

    results = {check["rule"]: check["result"] for check in file["checks"]}
    facts = [
        Item(key, name, wanted, given, take([_FACT_REASONS[key]]), check=results.get(key))
        for key, name, wanted, given in _facts(file, line)
    ]
    documents = [
        Item(
            item["kind"],
            str(DOCUMENTS.get(item["kind"], item["name"])),
            str(WANTED.get(item["kind"], "")),
            "",
            take(_DOCUMENT_REASONS.get(item["kind"], ())),
            document=item["document"],
            picture=item["kind"] in PICTURES,
            read=item["read"],
            pages=pages.get(item["document"]),
        )
        for item in file["documents"]
    ]
    elsewhere = {code for codes in _DOCUMENT_REASONS.values() for code in codes} | set(_FACT_REASONS.values())
    return facts, documents, [Reason(code, text) for code, text in left.items() if code not in elsewhere]


def _facts(file: dict, line: dict):
    """(key, name, what the line asks for, what the applicant gave)."""
    given = file["education"]
    yield "identity", _("Data diri"), _("Nama, NIK, dan tanggal lahir sama dengan KTP"), file["applicant"]["name"]
    yield "age", _("Usia"), age_range(line), _("lahir %(day)s", day=day(file["applicant"]["birth_date"]))
    studied = f"{LEVELS.get(given['level'], given['level'])} {given['programme']}, {given['institution']}"
    yield "education", _("Pendidikan"), " / ".join(education(line)), studied
    if line["gpa_min"] is not None:
        mark = decimal(given["gpa"]) if given["gpa"] else _("tidak diisi")
        yield "gpa", _("IPK"), _("paling rendah %(gpa)s", gpa=decimal(line["gpa_min"])), mark
