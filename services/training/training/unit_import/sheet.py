"""A list of units, a workbook or a CSV: one row a unit, under the headings of COLUMNS.

A unit names the one above it as the list or the register does. What a row rests on besides the file is told by `known`:
whose each name is in the register.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from asnkit.sheet.cells import check_kept, entries
from asnkit.sheet.faults import CELLS, HEADINGS, SENSE, Fault, told
from asnkit.sheet.rows import Unread
from asnkit.sheet.signs import key_of as heading_key
from asnkit.sheet.table import Layout, Line
from asnkit.sheet.table import read as read_table
from asnkit.text import flat

from ..unit.domain import AGENCY, UNDER, key_of

LIMIT_ROWS = 500
MOST_ALIASES = 10
EXAMPLE = "CONTOH"
"""A name in the file to be filled in begins with this; such a row is refused."""
_KINDS = {"perangkat daerah": AGENCY, "unit": UNDER}
_DAY = re.compile(r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}))")


class Column(NamedTuple):
    title: str
    read: Callable[[str], Any]
    needed: bool = True


def _text(cell: str) -> str:
    plain = flat(cell)
    if not 3 <= len(plain) <= 200:
        raise ValueError("Isi dengan 3 sampai 200 huruf.")
    return plain


def _kind(cell: str) -> str:
    try:
        return _KINDS[flat(cell).casefold()]
    except KeyError:
        raise ValueError("Isi dengan Perangkat Daerah atau Unit.") from None


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


def _aliases(cell: str) -> list[str]:
    found = [_text(part) for line in entries(cell) for part in line.split(";") if part.strip(" -")]
    if len(found) > MOST_ALIASES:
        raise ValueError(f"Satu unit memuat paling banyak {MOST_ALIASES} nama lain.")
    return found


COLUMNS = {
    "called": Column("Nama Unit", _text),
    "kind": Column("Jenis", _kind),
    "parent": Column("Unit Induk", lambda cell: _text(cell) if cell.strip(" -") else None, needed=False),
    "since": Column("Berlaku Mulai", _day),
    "basis": Column("Dasar", _text),
    "aliases": Column("Nama Lain", _aliases, needed=False),
}
TITLES = {name: column.title for name, column in COLUMNS.items()}
NEEDED = {name: column.title for name, column in COLUMNS.items() if column.needed}
LAYOUT = Layout(
    {heading_key(column.title): name for name, column in COLUMNS.items()}.get, LIMIT_ROWS, lists=("aliases",)
)
SAMPLE = (f"{EXAMPLE} Puskesmas", "Unit", "Dinas Kesehatan", "2021-01-04", "Perwali 8/2020", "Pusk. Contoh")


class Sheet(NamedTuple):
    """`rows` are units (contract unit_import.staged), those above others first; `errors` are {row, column, message}."""

    rows: list[dict]
    errors: list[dict]
    unread: list[Unread]


def read(content: bytes, known: Callable[[set[str]], Mapping[str, Mapping]]) -> Sheet:
    """`known` gives, of these names (as key_of writes them), each that a unit has: name → that unit's state."""
    table = read_table(content, LAYOUT)
    faults = list(table.faults)
    if not any(fault.weight <= HEADINGS for fault in faults):
        faults += table.missing(NEEDED)
    if any(fault.weight <= HEADINGS for fault in faults):
        return Sheet([], told(faults), table.unread)
    rows: list[dict] = []
    for line in table.lines:
        if any(line.cells.values()):
            row, wrong = _row(line, table.headings)
            faults += wrong
            rows += [] if wrong else [row]
    if not rows and not faults:
        faults.append(Fault(HEADINGS, table.first, None, "Tidak ada baris unit di bawah judul kolom."))
    names = {key_of(name) for row in rows for name in (row["called"], row["parent"], *row["aliases"]) if name}
    ordered, wrong = _placed(rows, known(names))
    return Sheet(ordered, told([*faults, *wrong]), table.unread)


def _row(line: Line, headings: dict[str, str]) -> tuple[dict, list[Fault]]:
    row, faults = {"row": line.number}, []
    for name, column in COLUMNS.items():
        try:
            row[name] = column.read(line.cells.get(name, ""))
        except ValueError as wrong:
            faults.append(Fault(CELLS, line.number, headings.get(name, column.title), str(wrong)))
    if line.cells.get("called", "").upper().startswith(EXAMPLE):
        faults = [Fault(CELLS, line.number, TITLES["called"], "Baris ini contoh pengisian; hapus barisnya.")]
    if not faults and (row["kind"] == AGENCY) != (row["parent"] is None):
        asked = "Perangkat daerah tidak mempunyai induk." if row["kind"] == AGENCY else "Sebutkan unit induknya."
        faults.append(Fault(SENSE, line.number, TITLES["parent"], asked))
    return row, faults


def _placed(rows: list[dict], known: Mapping[str, Mapping]) -> tuple[list[dict], list[Fault]]:
    """The rows with each below its parent, and what contradicts the register or another row."""
    faults, owners = _names(rows, known)
    waiting, ordered = list(rows), []
    done: dict[int, dict] = {}
    while waiting:
        ready = [row for row in waiting if row["parent"] is None or _above(row, owners, known, done)]
        if not ready:
            break
        ordered += ready
        done |= {row["row"]: row for row in ready}
        waiting = [row for row in waiting if row["row"] not in done]
    for row in waiting:
        asked = "Unit induk ini tidak dikenal."
        if key_of(row["parent"]) in owners:
            asked = "Induknya berada di bawah unit ini sendiri, atau barisnya salah."
        faults.append(Fault(SENSE, row["row"], TITLES["parent"], asked))
    for row in ordered:
        parent = row["parent"] and _above(row, owners, known, done)
        if parent and parent["since"] > row["since"]:
            asked = f"Induknya baru ada mulai {parent['since']}."
            faults.append(Fault(SENSE, row["row"], TITLES["since"], asked))
        if parent and parent.get("ends"):
            faults.append(Fault(SENSE, row["row"], TITLES["parent"], "Unit induk ini sudah diakhiri."))
    return ordered, faults


def _names(rows: list[dict], known: Mapping[str, Mapping]) -> tuple[list[Fault], dict[str, dict]]:
    """Faults of names that are somebody else's, and whose row each name of the file is."""
    faults, owners = [], {}
    for row in rows:
        for field, name in [("called", row["called"]), *(("aliases", one) for one in row["aliases"])]:
            key = key_of(name)
            if key in known:
                asked = f"Nama “{name}” sudah dipakai dalam daftar unit."
            elif key in owners:
                asked = f"Nama “{name}” sudah ada pada baris {owners[key]['row']}."
            else:
                owners[key] = row
                continue
            faults.append(Fault(SENSE, row["row"], TITLES[field], asked))
    return faults, owners


def _above(row: dict, owners: Mapping[str, dict], known: Mapping, done: Mapping[int, dict]) -> Mapping | None:
    """The parent's row where it is placed already, or its state in the register."""
    key = key_of(row["parent"])
    if key in owners:
        return done.get(owners[key]["row"])
    return known.get(key)
