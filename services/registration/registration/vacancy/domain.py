"""A formation line: one job in one unit for one kind of need, with its quota (docs/rules.md §2).

Streams: vacancy-<uuid>.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

LEVELS = ("SMA", "D1", "D2", "D3", "D4", "S1", "PROFESI", "S2", "S3")
NEED_TYPES = ("UMUM", "CUMLAUDE", "DISABILITAS", "PAPUA", "KALIMANTAN", "DAERAH_TERTINGGAL", "DIASPORA")
JOB_KINDS = ("FUNCTIONAL", "EXECUTOR")
EVERYONES_DOCUMENTS = (
    "id_card", "photo", "selfie", "diploma", "transcript", "application_letter", "statement_letter",
)  # fmt: skip
EXTRA_DOCUMENTS = ("health_registration", "teaching_certificate", "disability_certificate")
DOCUMENTS = EVERYONES_DOCUMENTS + EXTRA_DOCUMENTS


@dataclass(frozen=True, slots=True)
class Publish:
    """`line` holds the fields of the contract vacancy.published but period and origin.

    `origin` is {file, row, sha256} for a line that came from a file, else None.
    """

    period: str
    line: dict
    origin: dict | None = None


def check_line(line: dict) -> None:
    """What must hold inside one line; raises Refused naming the field."""
    if line["age_min"] > line["age_max"]:
        raise Refused("usia-terbalik", "Usia minimal tidak boleh melebihi usia maksimal.", "age_min", status=422)
    salary = line["salary_range"]
    if salary and salary["min"] > salary["max"]:
        raise Refused(
            "penghasilan-terbalik",
            "Penghasilan terendah tidak boleh melebihi penghasilan tertinggi.",
            "salary_range",
            status=422,
        )
    if line["need_type"] == "DISABILITAS" and "disability_certificate" not in line["documents"]:
        raise Refused(
            "dokumen-disabilitas",
            "Formasi penyandang disabilitas mensyaratkan surat keterangan disabilitas.",
            "documents",
            status=422,
        )


def decide(state: dict | None, command: Publish, now: datetime) -> list[Fact]:
    if not isinstance(command, Publish):
        raise TypeError(command)
    if state is not None:
        raise Refused("formasi-sudah-terbit", "Formasi ini sudah diterbitkan.")
    check_line(command.line)
    return [Fact("vacancy.published", {"period": command.period, **command.line, "origin": command.origin})]


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("vacancy", decide, evolve)
