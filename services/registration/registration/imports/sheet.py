"""A formation list, a workbook or a CSV: one row a formation line, under the headings of COLUMNS.

Rows that hold only a total are compared with the rows above them and passed over; a column without one of the headings
is not read, and named. A list that is taken out has the same columns (writing.py), so that it can come in again.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from asnkit.events import Refused
from asnkit.sheet.faults import CELLS, HEADINGS, SENSE, Fault, told
from asnkit.sheet.rows import Unread
from asnkit.sheet.signs import key_of
from asnkit.sheet.table import Layout, Line, Table
from asnkit.sheet.table import read as read_table

from ..vacancy.domain import EVERYONES_DOCUMENTS, check_line
from . import cells

LIMIT_ROWS = 500
EXAMPLE = "CONTOH"
"""The job's code in the row that the file to be filled in begins with."""


class Column(NamedTuple):
    title: str
    read: Callable[[str], Any]
    needed: bool = True


COLUMNS = {
    "job_code": Column("Kode Jabatan", lambda cell: cells.text(cell, 40)),
    "job_name": Column("Nama Jabatan", cells.text),
    "job_kind": Column("Jenis Jabatan", cells.job_kind),
    "unit": Column("Unit Penempatan", cells.text),
    "education": Column("Kualifikasi Pendidikan", cells.education),
    "need_type": Column("Jenis Kebutuhan", cells.need_type),
    "quota": Column("Jumlah", cells.quota),
    "age_min": Column("Usia Minimal", cells.age),
    "age_max": Column("Usia Maksimal", cells.age),
    "gpa_min": Column("IPK Minimal", cells.gpa, needed=False),
    "documents": Column("Dokumen Tambahan", cells.documents, needed=False),
    "salary_min": Column("Penghasilan Minimal", cells.whole, needed=False),
    "salary_max": Column("Penghasilan Maksimal", cells.whole, needed=False),
    "decree_no": Column("Dasar", lambda cell: cells.text(cell, 120)),
}
TITLES = {name: column.title for name, column in COLUMNS.items()}
NEEDED = {name: column.title for name, column in COLUMNS.items() if column.needed}
NAMES = {key_of(column.title): name for name, column in COLUMNS.items()}
LAYOUT = Layout(NAMES.get, LIMIT_ROWS, lists=("education", "documents"))
SUMS = {"jumlah", "total", "sub total", "subtotal", "jumlah total", "total jumlah", "jumlah keseluruhan", "grand total"}


class Sheet(NamedTuple):
    """`rows` are lines (contract import.staged), `errors` are {row, column, message}, the most important first."""

    rows: list[dict]
    errors: list[dict]
    unread: list[Unread]


def read(content: bytes) -> Sheet:
    table = read_table(content, LAYOUT)
    faults = [*table.faults, *_wrong_headings(table)]
    if any(fault.weight <= HEADINGS for fault in faults):
        return Sheet([], told(faults), table.unread)
    rows, sums = [], _Sums(table)
    for line in table.lines:
        if not any(line.cells.values()):
            continue
        if _is_sum(line.cells):
            faults += sums.compare(line)
            continue
        row, wrong = _row(line, table.headings)
        faults += wrong
        rows += [] if wrong else [row]
        sums.add(None if wrong else row["quota"])
    if not rows and not faults:
        faults.append(Fault(HEADINGS, table.first, None, "Tidak ada baris formasi di bawah judul kolom."))
    return Sheet(rows, told(faults + _repeated(rows, table)), table.unread)


def _wrong_headings(table: Table) -> list[Fault]:
    if any(fault.weight <= HEADINGS for fault in table.faults):
        return []
    return table.missing(NEEDED)


class _Sums:
    """The posts of the rows so far, to which a row of totals is compared."""

    def __init__(self, table: Table):
        self._title = table.headings["quota"]
        self._all, self._since, self._sure = 0, 0, True

    def add(self, quota: int | None) -> None:
        """None where the row is wrong, after which no total is compared."""
        self._sure = self._sure and quota is not None
        self._all += quota or 0
        self._since += quota or 0

    def compare(self, line: Line) -> list[Fault]:
        """The fault of a total that is neither the sum of all rows above it nor of those since the last total."""
        try:
            given = cells.whole(line.cells.get("quota", ""))
        except ValueError as wrong:
            return [Fault(CELLS, line.number, self._title, str(wrong))]
        expected, self._since = {self._all, self._since}, 0
        if given in expected or not self._sure:
            return []
        message = f"Jumlahnya {max(expected)} menurut baris di atasnya, bukan {given}; salah satunya keliru."
        return [Fault(SENSE, line.number, self._title, message)]


def _is_sum(given: dict[str, str]) -> bool:
    """Whether a row holds a word for a total and its number, and nothing else that is read."""
    words = [cell for name, cell in given.items() if cell and name != "quota"]
    return len(words) == 1 and key_of(words[0]) in SUMS


def _row(line: Line, headings: dict[str, str]) -> tuple[dict, list[Fault]]:
    values, faults = {}, []
    for name, column in COLUMNS.items():
        cell = line.cells.get(name, "")
        if name in ("salary_min", "salary_max") and cell in ("", "-"):
            continue
        try:
            values[name] = column.read(cell)
        except ValueError as wrong:
            faults.append(Fault(CELLS, line.number, headings.get(name, column.title), str(wrong)))
    if line.cells.get("job_code", "").upper() == EXAMPLE:
        faults = [Fault(CELLS, line.number, headings["job_code"], "Baris ini contoh pengisian; hapus barisnya.")]
    if faults:
        return {}, faults
    if ("salary_min" in values) != ("salary_max" in values):
        gone = "salary_max" if "salary_min" in values else "salary_min"
        message = "Isi penghasilan minimal dan maksimal, atau keduanya kosong."
        return {}, [Fault(CELLS, line.number, headings.get(gone, TITLES[gone]), message)]
    made = {"row": line.number, **_whole(values)}
    try:
        check_line(made)
    except Refused as refusal:
        title = headings.get(refusal.field) or headings.get("salary_min", TITLES["salary_min"])
        return {}, [Fault(SENSE, line.number, title, refusal.message)]
    return made, []


def _whole(values: dict) -> dict:
    """The line as its event has it, of cells that are right one by one."""
    lowest, highest = values.pop("salary_min", None), values.pop("salary_max", None)
    values["salary_range"] = None if lowest is None else {"min": lowest, "max": highest}
    disability = ["disability_certificate"] if values["need_type"] == "DISABILITAS" else []
    extra = [kind for kind in values["documents"] if kind not in disability]
    values["documents"] = [*EVERYONES_DOCUMENTS, *extra, *disability]
    return values


def _repeated(rows: list[dict], table: Table) -> list[Fault]:
    """The same job, unit, education and kind of need is one line with a larger quota."""
    first: dict[str, int] = {}
    faults = []
    for line in rows:
        same = repr([line[name] for name in ("job_code", "unit", "education", "need_type")])
        if same in first:
            message = f"Formasi ini sama dengan baris {first[same]}; gabungkan jumlahnya."
            faults.append(Fault(SENSE, line["row"], table.headings["job_code"], message))
        else:
            first[same] = line["row"]
    return faults
