"""A formation list as a CSV saved from a sheet: `;` or `,`, decimal comma, with or without BOM.

The header is row 1, so the first formation is row 2, as the sheet's program shows it. Rows
that hold only a total or nothing are passed over. Faults of the whole file come alone;
otherwise every faulty row is named with its column.
"""

import csv
import io
from collections.abc import Callable
from typing import Any, NamedTuple

from asnkit.events import Refused

from ..vacancy.domain import EVERYONES_DOCUMENTS, check_line
from . import cells

LIMIT_ROWS = 500


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
    "quota": Column("Jumlah", cells.positive),
    "age_min": Column("Usia Minimal", cells.whole),
    "age_max": Column("Usia Maksimal", cells.whole),
    "gpa_min": Column("IPK Minimal", cells.gpa, needed=False),
    "documents": Column("Dokumen Tambahan", cells.documents, needed=False),
    "salary_min": Column("Penghasilan Minimal", cells.whole, needed=False),
    "salary_max": Column("Penghasilan Maksimal", cells.whole, needed=False),
    "decree_no": Column("Dasar", lambda cell: cells.text(cell, 120)),
}


class Sheet(NamedTuple):
    """`rows` are lines (contract import.staged), `errors` are {row, column, message}."""

    rows: list[dict]
    errors: list[dict]


def read(content: bytes) -> Sheet:
    try:
        lines = _lines(content)
    except csv.Error:
        return _fault("Berkas ini tidak dapat dibaca sebagai CSV.")
    if not lines:
        return _fault("Berkas kosong.")
    header = [" ".join(cell.split()).casefold() for cell in lines[0]]
    places = {name: header.index(c.title.casefold()) for name, c in COLUMNS.items() if c.title.casefold() in header}
    missing = [column.title for name, column in COLUMNS.items() if column.needed and name not in places]
    if missing:
        return _fault(f"Baris pertama harus memuat judul kolom; tidak ada: {', '.join(missing)}.")
    filled = [(number, row) for number, row in enumerate(lines[1:], start=2) if _is_line(row, places)]
    if not filled:
        return _fault("Tidak ada baris formasi di bawah judul kolom.")
    if len(filled) > LIMIT_ROWS:
        return _fault(f"Satu berkas memuat paling banyak {LIMIT_ROWS} baris formasi; bagi menjadi beberapa berkas.")
    rows, errors = [], []
    for number, row in filled:
        line, wrong = _line(number, row, places)
        errors += wrong
        if not wrong:
            rows.append(line)
    return Sheet(rows, errors + _repeated(rows))


def _lines(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _is_line(row: list[str], places: dict[str, int]) -> bool:
    return any(_cell(row, places, name) for name in ("job_code", "job_name", "unit"))


def _cell(row: list[str], places: dict[str, int], name: str) -> str:
    place = places.get(name)
    return row[place].strip() if place is not None and place < len(row) else ""


def _line(number: int, row: list[str], places: dict[str, int]) -> tuple[dict, list[dict]]:
    values, errors = {}, []
    for name, column in COLUMNS.items():
        cell = _cell(row, places, name)
        if name in ("salary_min", "salary_max") and not cell:
            continue
        try:
            values[name] = column.read(cell)
        except ValueError as wrong:
            errors.append({"row": number, "column": column.title, "message": str(wrong)})
    if errors:
        return {}, errors
    lowest, highest = values.pop("salary_min", None), values.pop("salary_max", None)
    if (lowest is None) != (highest is None):
        title = COLUMNS["salary_max" if highest is None else "salary_min"].title
        return {}, [
            {"row": number, "column": title, "message": "Isi penghasilan minimal dan maksimal, atau keduanya kosong."}
        ]
    values["salary_range"] = None if lowest is None else {"min": lowest, "max": highest}
    disability = ["disability_certificate"] if values["need_type"] == "DISABILITAS" else []
    extra = [kind for kind in values["documents"] if kind not in disability]
    values["documents"] = [*EVERYONES_DOCUMENTS, *extra, *disability]
    line = {"row": number, **values}
    try:
        check_line(line)
    except Refused as refusal:
        title = COLUMNS.get(refusal.field, COLUMNS["salary_min"]).title
        return {}, [{"row": number, "column": title, "message": refusal.message}]
    return line, []


def _repeated(rows: list[dict]) -> list[dict]:
    """The same job, unit, education and kind of need is one line with a larger quota."""
    first: dict[str, int] = {}
    errors = []
    for line in rows:
        same = repr([line[name] for name in ("job_code", "unit", "education", "need_type")])
        if same in first:
            message = f"Formasi ini sama dengan baris {first[same]}; gabungkan jumlahnya."
            errors.append({"row": line["row"], "column": COLUMNS["job_code"].title, "message": message})
        else:
            first[same] = line["row"]
    return errors


def _fault(message: str) -> Sheet:
    return Sheet([], [{"row": 1, "column": None, "message": message}])
