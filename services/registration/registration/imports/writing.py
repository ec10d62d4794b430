"""Formation lines as a sheet: the columns that `sheet.read` takes in, in words that it reads."""

from asnkit.sheet.writing import Cell

from ..vacancy.domain import EXTRA_DOCUMENTS
from .sheet import EXAMPLE, TITLES

LEVELS = {
    "SMA": "SMA", "D1": "D-I", "D2": "D-II", "D3": "D-III", "D4": "D-IV", "S1": "S-1", "PROFESI": "Profesi",
    "S2": "S-2", "S3": "S-3",
}  # fmt: skip
JOB_KINDS = {"FUNCTIONAL": "Fungsional", "EXECUTOR": "Pelaksana"}
NEED_TYPES = {
    "UMUM": "Umum", "CUMLAUDE": "Cumlaude", "DISABILITAS": "Penyandang Disabilitas", "PAPUA": "Putra/Putri Papua",
    "KALIMANTAN": "Putra/Putri Kalimantan", "DAERAH_TERTINGGAL": "Putra/Putri Daerah Tertinggal",
    "DIASPORA": "Diaspora",
}  # fmt: skip
DOCUMENTS = {
    "health_registration": "STR",
    "teaching_certificate": "Serdik",
    "disability_certificate": "Surat Keterangan Disabilitas",
}
COLUMNS = tuple(TITLES.values())
SAMPLE: tuple[Cell, ...] = (
    EXAMPLE, "Perawat Ahli Pertama", "Fungsional", "UPTD Puskesmas Contoh", "S-1 Keperawatan / Profesi Ners", "Umum", 2,
    18, 35, "2,75", "STR", 2785700, 5180700, "KepmenPANRB 293/2024",
)  # fmt: skip
"""Shows how a row is filled in; a file that still has it is refused."""


def row_of(line: dict) -> list[Cell]:
    """A formation line (contract vacancy.published) as one row under COLUMNS."""
    salary = line["salary_range"] or {"min": None, "max": None}
    extra = [DOCUMENTS[kind] for kind in EXTRA_DOCUMENTS if kind in line["documents"]]
    educations = [f"{LEVELS[one['level']]} {one['programme']}" for one in line["education"]]
    return [
        line["job_code"],
        line["job_name"],
        JOB_KINDS[line["job_kind"]],
        line["unit"],
        " / ".join(educations),
        NEED_TYPES[line["need_type"]],
        line["quota"],
        line["age_min"],
        line["age_max"],
        line["gpa_min"] and line["gpa_min"].replace(".", ","),
        ", ".join(extra) or "-",
        salary["min"],
        salary["max"],
        line["decree_no"],
    ]
