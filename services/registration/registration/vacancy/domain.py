"""A formation line: one job in one unit for one kind of need, with its quota (docs/rules.md §2).

Streams: vacancy-<uuid>. What two people change of it later is kept beside what it was before (../vacancy_change). They
may close it as well: nobody applies for it any more, and who has applied is free for another line of the period.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time

from ..dates import moment_text

LEVELS = ("SMA", "D1", "D2", "D3", "D4", "S1", "PROFESI", "S2", "S3")
NEED_TYPES = ("UMUM", "CUMLAUDE", "DISABILITAS", "PAPUA", "KALIMANTAN", "DAERAH_TERTINGGAL", "DIASPORA")
JOB_KINDS = ("FUNCTIONAL", "EXECUTOR")
EVERYONES_DOCUMENTS = (
    "id_card", "photo", "selfie", "diploma", "transcript", "application_letter", "statement_letter",
)  # fmt: skip
EXTRA_DOCUMENTS = ("health_registration", "teaching_certificate", "disability_certificate")
NARROWED = {
    "education": "Pendidikan yang sudah diterima tidak dihapus sesudah pendaftaran dibuka.",
    "age_min": "Usia minimal tidak dinaikkan sesudah pendaftaran dibuka.",
    "age_max": "Usia maksimal tidak diturunkan sesudah pendaftaran dibuka.",
    "gpa_min": "IPK minimal tidak dinaikkan sesudah pendaftaran dibuka.",
}
"""What nobody is told after registration has opened, who may have prepared for this line or sent an application."""
DOCUMENTS = EVERYONES_DOCUMENTS + EXTRA_DOCUMENTS


@dataclass(frozen=True, slots=True)
class Publish:
    """`line` holds the fields of the contract vacancy.published but period and origin.

    `origin` is {file, row, sha256} for a line that came from a file, else None.
    """

    period: str
    line: dict
    origin: dict | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What two people decided, in the transaction of the second signature; `proposal` is that stream's state.

    `signers` are the roles of the two.
    """

    change_stream: str
    proposal: Mapping
    signers: tuple[str, str]


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


def check_taking(line: dict) -> None:
    """Raises Refused when the line was closed: nobody goes on in it."""
    if line.get("closed"):
        when = moment_text(parse_time(line["changes"][-1]["at"]))
        raise Refused("formasi-ditutup", f"Formasi ini ditutup {when}. Pilih formasi lain pada periode yang sama.")


def check_change(line: dict, period: dict, after: Mapping, now: datetime) -> None:
    """Whether these fields may become that now; raises Refused naming the field.

    Once registration is open, nobody who fits stops fitting; seats follow their decree at any time, and a line that has
    none any more is closed.
    """
    check_taking(line)
    if not after:
        raise Refused("tidak-ada-perubahan", "Semua isian sama dengan yang berlaku sekarang.", status=422)
    if "closed" in after and len(after) > 1:
        raise Refused("penutupan-sendiri", "Formasi yang ditutup tidak sekaligus diubah.", "closed", status=422)
    changed = {**line, **after}
    check_line(changed)
    if now < parse_time(period["registration_opens"]):
        return
    for name in narrowed(line, changed):
        raise Refused("syarat-dipersempit", NARROWED[name], name, status=422)


def narrowed(line: Mapping, changed: Mapping) -> list[str]:
    """The requirements by which somebody who fits `line` would not fit `changed`."""
    worse = {
        "education": any(one not in changed["education"] for one in line["education"]),
        "age_min": changed["age_min"] > line["age_min"],
        "age_max": changed["age_max"] < line["age_max"],
        "gpa_min": Decimal(changed["gpa_min"] or 0) > Decimal(line["gpa_min"] or 0),
    }
    return [name for name, found in worse.items() if found]


def decide(state: dict | None, command: Publish | Change, now: datetime) -> list[Fact]:
    match command:
        case Publish():
            return _publish(state, command)
        case Change():
            return _change(state, command)
    raise TypeError(command)


def _publish(state: dict | None, command: Publish) -> list[Fact]:
    if state is not None:
        raise Refused("formasi-sudah-terbit", "Formasi ini sudah diterbitkan.")
    check_line(command.line)
    return [Fact("vacancy.published", {"period": command.period, **command.line, "origin": command.origin})]


def _change(state: dict, command: Change) -> list[Fact]:
    proposal = command.proposal
    data = {
        "period": state["period"],
        **{name: proposal[name] for name in ("reason_code", "letter")},
        "signers": list(command.signers),
        "change": command.change_stream,
    }
    if "closed" in proposal["after"]:
        return [Fact("vacancy.closed", {**data, "quota": state["quota"]})]
    return [Fact("vacancy.amended", {**data, **{name: proposal[name] for name in ("before", "after")}})]


def evolve(state: dict | None, event: Event) -> dict:
    """The line, as its row has it as well (views.py)."""
    data = event.data
    if event.fact == "vacancy.published":
        return dict(data)
    told = {name: data[name] for name in ("reason_code", "letter", "signers")}
    if event.fact == "vacancy.closed":
        told |= {"before": {"closed": False}, "after": {"closed": True}}
    else:
        told |= {name: data[name] for name in ("before", "after")}
    changes = [*state.get("changes", ()), {"at": event.time, **told}]
    return {**state, **told["after"], "changes": changes}


AGGREGATE = Aggregate("vacancy", decide, evolve)
