"""One cell of a formation list, as Indonesian sheets write it, read into a value.

Each function takes the cell's text and returns the value, or raises ValueError with an
Indonesian sentence. Numbers are exact: int, or a decimal as text.
"""

import re
from decimal import Decimal

from asnkit.sheet.cells import check_kept, entries

from ..vacancy.domain import EXTRA_DOCUMENTS

_DIPLOMA = r"[Dd](?:[ -]?(?:[Ii][Vv]|[Ii][Ii][Ii]|[Ii][Ii]|[1-4])|-[Ii]|I)"  # a plain "di" is the Indonesian "in"
_LEVEL = rf"(?:(?i:SMA|SMK|SLTA|S[ -]?[123]|PROFESI)|{_DIPLOMA})(?=\s)"
_BETWEEN_EDUCATIONS = re.compile(rf"\s*[|/,;]\s*(?={_LEVEL})")
_EDUCATION = re.compile(rf"({_LEVEL}|D I(?=\s))\s+(.+)")
_INSIDE = re.compile(
    r"(?<![\w-])(?:(?:SMA|SMK|SLTA|S[ -]?[123]|D[ -]?(?:IV|III|II|[1-4])|D-I)(?![\w-])|(?<!pendidikan )profesi(?= ))",
    re.IGNORECASE,
)
_ROMAN = {"DI": "D1", "DII": "D2", "DIII": "D3", "DIV": "D4", "SMK": "SMA", "SLTA": "SMA"}
_NUMBER = re.compile(r"(?:Rp\.?)?\s*([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:0{1,2}|-))?", re.IGNORECASE)
LARGEST = 10**12
"""Rupiah; a formation's numbers are smaller by far, and what is larger has been mistyped."""

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


def whole(cell: str, most: int = LARGEST) -> int:
    """3, 3,00, 2.785.700 or Rp2.785.700,00: a whole number, dots for thousands, comma for decimals."""
    found = _NUMBER.fullmatch(check_kept(text(cell)))
    if not found:
        raise ValueError("Isi dengan bilangan bulat, misalnya 3 atau 2.785.700.")
    digits = found[1].replace(".", "")
    if len(digits) > 15 or int(digits) > most:
        shown = f"{most:,}".replace(",", ".")
        raise ValueError(f"Isi dengan bilangan paling besar {shown}.")
    return int(digits)


def quota(cell: str) -> int:
    """Posts of one line (contract vacancy.published: 1 to 10,000)."""
    number = whole(cell, 10_000)
    if number < 1:
        raise ValueError("Isi dengan bilangan paling kecil 1.")
    return number


def age(cell: str) -> int:
    """Years (contract vacancy.published: 0 to 100)."""
    return whole(cell, 100)


def gpa(cell: str) -> str | None:
    """2,75 or 3 as "2.75" or "3.00"; None for an empty cell or a dash."""
    plain = check_kept(cell.strip())
    if plain in ("", "-"):
        return None
    if not re.fullmatch(r"[0-4](?:[.,][0-9]{1,2})?", plain):
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
    """ "S-1 Ilmu Keperawatan / Profesi Ners", or one a line, as [{level, programme}, …]."""
    found = []
    for part in _educations(cell):
        match = _EDUCATION.fullmatch(part)
        if not match:
            raise ValueError(f"Tulis jenjang lalu program studi, misalnya S-1 Akuntansi; bukan {part[:60]}.")
        level, programme = re.sub(r"[ -]", "", match[1].upper()), text(match[2], 160)
        inside = _INSIDE.search(programme)
        if inside:
            raise ValueError(
                f"Nama program studi memuat jenjang ({inside[0]}): {programme[:60]}. Pisahkan dua pendidikan dengan "
                "garis miring atau baris baru."
            )
        found.append({"level": _ROMAN.get(level, level), "programme": programme})
    if len(found) > 40:
        raise ValueError("Satu formasi memuat paling banyak 40 pendidikan.")
    return found


def _educations(cell: str) -> list[str]:
    lines = [text(line, 4000) for line in entries(cell)] or [text(cell)]
    joined = [re.sub(r"SMA\s*/\s*SMK", "SMA", line, flags=re.IGNORECASE) for line in lines]
    return [part.strip() for line in joined for part in _BETWEEN_EDUCATIONS.split(line)]


def documents(cell: str) -> list[str]:
    """Further documents, in the order of the vocabulary; an empty cell or a dash is none."""
    parts = [part for line in entries(cell) for part in re.split(r"[|,/;]", line)]
    named = {_chosen(part, _DOCUMENTS, "STR, Serdik, atau -") for part in parts if part.strip(" -")}
    return [kind for kind in EXTRA_DOCUMENTS if kind in named]


def _chosen(cell: str, choices: dict[str, str], shown: str) -> str:
    try:
        return choices[" ".join(cell.casefold().split())]
    except KeyError:
        raise ValueError(f"Isi dengan {shown}.") from None
