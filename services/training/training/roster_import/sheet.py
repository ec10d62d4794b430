"""A list of those who serve already, a workbook or a CSV: one row a person, under the headings of COLUMNS."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from asnkit.sheet.cells import check_kept
from asnkit.sheet.faults import CELLS, HEADINGS, SENSE, Fault, told
from asnkit.sheet.rows import Unread
from asnkit.sheet.signs import key_of as heading_key
from asnkit.sheet.table import Layout, Line
from asnkit.sheet.table import read as read_table
from asnkit.text import flat

from ..rules.nip import PPPK, born
from ..rules.ranks import RANKS

LIMIT_ROWS = 10_000
EXAMPLE = "CONTOH"
"""A name in the file to be filled in begins with this; such a row is refused."""
STATUSES = ("CPNS", "PNS", PPPK)
_DAY = re.compile(r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}))")


class Column(NamedTuple):
    title: str
    read: Callable[[str], Any]
    needed: bool = True


def _text(least: int, most: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        plain = flat(cell)
        if not least <= len(plain) <= most:
            raise ValueError(f"Isi dengan {least} sampai {most} huruf.")
        return plain

    return read


def _number(cell: str) -> str:
    number = re.sub(r"[\s'.-]", "", check_kept(flat(cell)))
    if not (len(number) == 18 and number.isascii() and number.isdigit()):
        raise ValueError("NIP harus terdiri atas tepat 18 angka.")
    return number


def _day(cell: str) -> str:
    """2026-01-02, or 2-1-2026 as Indonesians write it, as YYYY-MM-DD."""
    match = _DAY.fullmatch(check_kept(flat(cell)))
    if match:
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            pass
    raise ValueError("Isi dengan tanggal, misalnya 2026-01-02 atau 2-1-2026.")


def _status(cell: str) -> str:
    status = flat(cell).upper()
    if status not in STATUSES:
        raise ValueError("Isi dengan CPNS, PNS, atau PPPK.")
    return status


def _rank(cell: str) -> str | None:
    found = {rank.casefold(): rank for rank in RANKS}
    try:
        return found[flat(cell).casefold().replace(" ", "")] if cell.strip(" -") else None
    except KeyError:
        raise ValueError("Isi dengan golongan, misalnya III/a, atau kosongkan.") from None


COLUMNS = {
    "nip": Column("NIP", _number),
    "name": Column("Nama", _text(2, 100)),
    "birth_date": Column("Tanggal Lahir", _day),
    "status": Column("Status", _status),
    "rank": Column("Golongan", _rank, needed=False),
    "unit": Column("Unit", _text(3, 200)),
    "job_code": Column("Kode Jabatan", _text(1, 40)),
    "job_name": Column("Nama Jabatan", _text(3, 200)),
    "decree_no": Column("Nomor Keputusan", _text(3, 120)),
    "effective_date": Column("TMT", _day),
}
TITLES = {name: column.title for name, column in COLUMNS.items()}
NEEDED = {name: column.title for name, column in COLUMNS.items() if column.needed}
LAYOUT = Layout({heading_key(column.title): name for name, column in COLUMNS.items()}.get, LIMIT_ROWS)
SAMPLE = (
    "198501152010011003", f"{EXAMPLE} Ahmad Siregar", "1985-01-15", "PNS", "III/c", "Dinas Kesehatan", "JF-0413",
    "Perawat Ahli Muda", "821/30/2020", "2020-04-01",
)  # fmt: skip


class Sheet(NamedTuple):
    """`rows` are people as COLUMNS name them, with their row number; `errors` are {row, column, message}."""

    rows: list[dict]
    errors: list[dict]
    unread: list[Unread]


def read(content: bytes, today: str) -> Sheet:
    """`today` is YYYY-MM-DD in WIB: nobody has begun to work after it."""
    table = read_table(content, LAYOUT)
    faults = list(table.faults)
    if not any(fault.weight <= HEADINGS for fault in faults):
        faults += table.missing(NEEDED)
    if any(fault.weight <= HEADINGS for fault in faults):
        return Sheet([], told(faults), table.unread)
    rows: list[dict] = []
    owners: dict[str, int] = {}
    for line in table.lines:
        if any(line.cells.values()):
            row, wrong = _row(line, table.headings, today)
            if not wrong and owners.setdefault(row["nip"], line.number) != line.number:
                asked = f"NIP ini sudah ada pada baris {owners[row['nip']]}."
                wrong = [Fault(SENSE, line.number, table.headings["nip"], asked)]
            faults += wrong
            rows += [] if wrong else [row]
    if not rows and not faults:
        faults.append(Fault(HEADINGS, table.first, None, "Tidak ada baris orang di bawah judul kolom."))
    return Sheet(rows, told(faults), table.unread)


def _row(line: Line, headings: dict[str, str], today: str) -> tuple[dict, list[Fault]]:
    row, faults = {"row": line.number}, []
    for name, column in COLUMNS.items():
        try:
            row[name] = column.read(line.cells.get(name, ""))
        except ValueError as wrong:
            faults.append(Fault(CELLS, line.number, headings.get(name, column.title), str(wrong)))
    if line.cells.get("name", "").upper().startswith(EXAMPLE):
        faults = [Fault(CELLS, line.number, TITLES["name"], "Baris ini contoh pengisian; hapus barisnya.")]
    return row, faults or _contradictions(row, headings, today)


def _contradictions(row: dict, headings: dict[str, str], today: str) -> list[Fault]:
    """What one cell says against another, or against the calendar."""
    try:
        in_number = born(row["nip"], row["status"]).isoformat()
    except ValueError as wrong:
        return [Fault(SENSE, row["row"], headings["nip"], str(wrong))]
    if in_number != row["birth_date"]:
        asked = f"Tanggal lahir ini berbeda dengan yang di dalam NIP ({in_number})."
        return [Fault(SENSE, row["row"], headings["birth_date"], asked)]
    if row["effective_date"] > today:
        return [Fault(SENSE, row["row"], headings["effective_date"], "TMT belum tiba; impor hanya yang sudah bekerja.")]
    return []
