"""One cell of a formation list, as Indonesian sheets write it, read into a value.

Each function takes the cell's text and returns the value, or raises ValueError with an
Indonesian sentence. Numbers are exact: int, or a decimal as text.
"""

import re
from decimal import Decimal

from ..vacancy.domain import EXTRA_DOCUMENTS

_LEVEL = r"(?:SMA|SMK|SLTA|D[ -]?(?:IV|III|II|I|[1-4])|S[ -]?[123]|PROFESI)(?=\s)"
_BETWEEN_EDUCATIONS = re.compile(rf"\s*[|/,;]\s*(?={_LEVEL})", re.IGNORECASE)
_EDUCATION = re.compile(rf"({_LEVEL})\s+(.+)", re.IGNORECASE)
_ROMAN = {"DI": "D1", "DII": "D2", "DIII": "D3", "DIV": "D4", "SMK": "SMA", "SLTA": "SMA"}
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")

_JOB_KINDS = {"fungsional": "FUNCTIONAL", "pelaksana": "EXECUTOR"}
_NEED_TYPES = {
    "umum": "UMUM",
    "cumlaude": "CUMLAUDE",
    "lulusan terbaik": "CUMLAUDE",
    "disabilitas": "DISABILITAS",
    "penyandang disabilitas": "DISABILITAS",
    "putra/putri papua": "PAPUA",
    "papua": "PAPUA",
    "putra/putri kalimantan": "KALIMANTAN",
    "kalimantan": "KALIMANTAN",
    "putra/putri daerah tertinggal": "DAERAH_TERTINGGAL",
    "daerah tertinggal": "DAERAH_TERTINGGAL",
    "diaspora": "DIASPORA",
}
_DOCUMENTS = {
    "str": "health_registration",
    "serdik": "teaching_certificate",
    "sertifikat pendidik": "teaching_certificate",
    "surat keterangan disabilitas": "disability_certificate",
}


def text(cell: str, longest: int = 200) -> str:
    plain = " ".join(cell.split())
    if not plain:
        raise ValueError("Sel ini wajib diisi.")
    if len(plain) > longest:
        raise ValueError(f"Isi sel ini paling panjang {longest} huruf.")
    return plain


def whole(cell: str) -> int:
    """3, 3,00, 2.785.700 or Rp2.785.700,00: a whole number, dots for thousands, comma for decimals."""
    number, comma, fraction = text(cell).removeprefix("Rp").strip().partition(",")
    if not _GROUPED.fullmatch(number) or (comma and fraction.strip("0-")):
        raise ValueError("Isi dengan bilangan bulat, misalnya 3 atau 2.785.700.")
    return int(number.replace(".", ""))


def positive(cell: str) -> int:
    number = whole(cell)
    if number < 1:
        raise ValueError("Isi dengan bilangan paling kecil 1.")
    return number


def gpa(cell: str) -> str | None:
    """2,75 or 3 as "2.75" or "3.00"; None for an empty cell or a dash."""
    plain = cell.strip()
    if plain in ("", "-"):
        return None
    if not re.fullmatch(r"[0-4](?:[.,]\d{1,2})?", plain):
        raise ValueError("Isi IPK dengan dua angka di belakang koma, misalnya 2,75.")
    number = Decimal(plain.replace(",", "."))
    if number > 4:
        raise ValueError("IPK paling tinggi 4,00.")
    return f"{number:.2f}"


def job_kind(cell: str) -> str:
    return _chosen(cell.casefold().replace("jabatan", ""), _JOB_KINDS, "Fungsional atau Pelaksana")


def need_type(cell: str) -> str:
    return _chosen(cell, _NEED_TYPES, "Umum, Cumlaude, Disabilitas, atau kebutuhan khusus lain")


def education(cell: str) -> list[dict]:
    """ "S-1 Ilmu Keperawatan / Profesi Ners" as [{level, programme}, …]."""
    found = []
    for part in _BETWEEN_EDUCATIONS.split(re.sub(r"SMA\s*/\s*SMK", "SMA", text(cell, 4000), flags=re.IGNORECASE)):
        match = _EDUCATION.fullmatch(part.strip())
        if not match:
            raise ValueError(f"Tulis jenjang lalu program studi, misalnya S-1 Akuntansi; bukan {part.strip()[:60]}.")
        level = re.sub(r"[ -]", "", match[1].upper())
        found.append({"level": _ROMAN.get(level, level), "programme": text(match[2], 160)})
    return found


def documents(cell: str) -> list[str]:
    """Further documents, in the order of the vocabulary; an empty cell or a dash is none."""
    named = {_chosen(part, _DOCUMENTS, "STR, Serdik, atau -") for part in re.split(r"[|,/]", cell) if part.strip(" -")}
    return [kind for kind in EXTRA_DOCUMENTS if kind in named]


def _chosen(cell: str, choices: dict[str, str], shown: str) -> str:
    try:
        return choices[" ".join(cell.casefold().split())]
    except KeyError:
        raise ValueError(f"Isi dengan {shown}.") from None
