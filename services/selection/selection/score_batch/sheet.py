"""A file of scores as CAT exports it, a workbook or a CSV.

SKD: nomor_peserta;twk;tiu;tkp;keterangan. SKB: nomor_peserta;nilai_cat;maks_cat, a pair of such columns for each
further test, and keterangan. A column of totals and one of codes are compared with the others; every other column is
not read, and named.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from asnkit.sheet.faults import CELLS, HEADINGS, SENSE, Fault, told
from asnkit.sheet.rows import Unread
from asnkit.sheet.table import Layout, Line, Table
from asnkit.sheet.table import read as read_table

from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT, SKD
from ..rules.skd import PARTS
from . import cells
from .cells import NOTHING

LIMIT_ROWS = 100_000
LIMIT_TESTS = 6
"""Kinds of SKB; a city's formation has at most two (docs/rules.md §3.4)."""
LIMIT_ROW_FAULTS = 4
NUMBER, REMARK, CODE = "nomor_peserta", "keterangan", "kode"
TOTALS = {"total", "jumlah", "total_skd", "jumlah_skd", "total_nilai", "jumlah_nilai", "nilai_total", "skor_total"}
OF_CODES = {"th": ABSENT, "dis": DISQUALIFIED}
_ABSENCE = re.compile(
    r"\W*(?i:t\.?h|dis|aps)(?:[\s.,]*|[\s.,]*[^\w\s.,].*|[.,]?\s+[a-z].*)"  # "Th. Siregar" is somebody's name
    r"|\W*(?i:gugur|mangkir|absen|mundur|batal|dibatalkan)\b.*"
    r"|.*\b(?i:(?:tidak|tdk|tak)\s*(?:hadir|(?:meng)?ikuti?)|(?:di)?diskualifikasi|mengundurkan\s+diri)\b.*",
    re.DOTALL,
)
ADVICE = "Bila itu kehadiran peserta, beri kolomnya judul keterangan; bila bukan, hapus kolomnya dari berkas."
NO_REMARK = (
    "Tidak ada kolom keterangan, yang menandai peserta tidak hadir (TH) atau diskualifikasi (DIS). Tambahkan kolom "
    "itu, atau nyatakan dengan tegas bahwa semua peserta dalam berkas ini hadir."
)


class Sheet(NamedTuple):
    """`rows` are {row, participant_no, status, skd, skb}, to be used only where there is no error.

    `errors` are {row, column, message}, the most important first; `unread` is what of the file was not read, `remarked`
    whether it says who was absent.
    """

    rows: list[dict]
    errors: list[dict]
    unread: list[Unread]
    remarked: bool


def read(content: bytes, stage: str, all_present: bool = False) -> Sheet:
    """The rows of a file for stage "SKD" or "SKB"; `all_present` renounces the column of remarks."""
    recognise = _skd_column if stage == SKD else _skb_column
    table = read_table(content, Layout(recognise, LIMIT_ROWS, alarm=_tells_absence, advice=ADVICE))
    kinds, remarked = _kinds(table), REMARK in table.headings
    faults = [*table.faults, *_wrong_headings(table, stage, kinds, remarked or all_present)]
    rows: list[dict] = []
    if not any(fault.weight <= HEADINGS for fault in faults):
        for line in table.lines:
            row, wrong = _row(line, table.headings, stage, kinds)
            faults += wrong
            rows += [] if wrong else [row]
    return Sheet(rows, told(faults), table.unread, remarked)


def _wrong_headings(table: Table, stage: str, kinds: list[str], remarked: bool) -> list[Fault]:
    """What the headings lack, the column of remarks last."""
    if any(fault.weight <= HEADINGS for fault in table.faults):
        return []
    found = _missing(table, stage, kinds)
    if not found and not remarked:
        found = [Fault(HEADINGS, table.first, None, NO_REMARK)]
    if not found and not table.lines and not table.faults:
        found = [Fault(HEADINGS, table.first, None, "Tidak ada baris peserta di bawah judul kolom.")]
    return found


def _skd_column(key: str) -> str | None:
    name = key.replace(" ", "_")
    return name if name in (NUMBER, REMARK, CODE, *PARTS) or name in TOTALS else None


def _skb_column(key: str) -> str | None:
    name = key.replace(" ", "_")
    if name in (NUMBER, REMARK, CODE) or name in TOTALS:
        return name
    return name if re.fullmatch(r"(?:nilai|maks)_[a-z0-9_]{1,30}", name) else None


def _kinds(table: Table) -> list[str]:
    """The tests of SKB in the order of their columns."""
    return [name.removeprefix("nilai_") for name in table.headings if name.startswith("nilai_") and name not in TOTALS]


def _missing(table: Table, stage: str, kinds: list[str]) -> list[Fault]:
    if len(kinds) > LIMIT_TESTS:
        told = f"Satu berkas memuat paling banyak {LIMIT_TESTS} jenis tes, masing-masing dengan kolom nilai_ dan maks_."
        return [Fault(HEADINGS, table.first, None, told)]
    needed = [NUMBER, *PARTS] if stage == SKD else [NUMBER]
    if stage != SKD:
        needed += [f"{what}_{kind}" for kind in kinds or ["cat"] for what in ("nilai", "maks")]
    alone = [name for name in table.headings if name.startswith("maks_") and name.removeprefix("maks_") not in kinds]
    wanted = [*needed, *(name.replace("maks_", "nilai_", 1) for name in alone)]
    return table.missing({name: name for name in wanted})


def _row(line: Line, headings: dict[str, str], stage: str, kinds: list[str]) -> tuple[dict, list[Fault]]:
    faults: list[Fault] = []

    def cell(name: str, take: Callable[[str], Any]) -> Any:
        try:
            return take(line.cells.get(name, ""))
        except ValueError as wrong:
            faults.append(Fault(CELLS, line.number, headings.get(name, name), str(wrong)))

    number, status = cell(NUMBER, cells.participant_no), cell(REMARK, cells.status)
    row = {"row": line.number, "participant_no": number, "status": status}
    scores = PARTS if stage == SKD else [f"nilai_{kind}" for kind in kinds]
    if _says_nothing(line, status, scores):
        row["skd"] = row["skb"] = None
    elif stage == SKD:
        row["skd"], row["skb"] = {part: cell(part, cells.points) for part in PARTS}, None
    else:
        found = [(kind, cell(f"nilai_{kind}", cells.decimal), cell(f"maks_{kind}", cells.most)) for kind in kinds]
        # A test's columns may be blank where a line does not have it.
        given = [{"kind": kind.upper(), "score": score, "most": most or 0} for kind, score, most in found if score]
        row["skd"], row["skb"] = None, given
    if not faults:
        faults += _contradictions(line, headings, row)
    return row, _few(faults) if faults else faults


def _says_nothing(line: Line, status: str | None, scores: Sequence[str]) -> bool:
    """Whether there is no score. Exports give an absent person zeros; the remark, not the zeros, says what happened."""
    given = [line.cells.get(name, "") for name in scores]
    if status == ABSENT:
        return all(cell.strip("0,.") in NOTHING for cell in given)
    return status == DISQUALIFIED and all(cell in NOTHING for cell in given)


def _contradictions(line: Line, headings: dict[str, str], row: dict) -> list[Fault]:
    """Columns that say a second time what others say, and say it otherwise."""
    faults: list[Fault] = []
    totals = TOTALS & line.cells.keys()
    parts = list(row["skd"].values()) if row["skd"] else [one["score"] for one in row["skb"] or ()]
    for name in sorted(totals):
        try:
            cells.check_total(line.cells[name], parts)
        except ValueError as wrong:
            faults.append(Fault(SENSE, line.number, headings[name], str(wrong)))
    code = line.cells.get(CODE, "").casefold()
    if code and OF_CODES.get(code, PRESENT) != row["status"]:
        message = f"Kode {code.upper()} berlawanan dengan keterangan peserta ini."
        faults.append(Fault(SENSE, line.number, headings[CODE], message))
    return faults


def _few(faults: list[Fault]) -> list[Fault]:
    """Of a row with many wrong cells the first ones, and the names of the others."""
    if len(faults) <= LIMIT_ROW_FAULTS:
        return faults
    shown, others = faults[: LIMIT_ROW_FAULTS - 1], faults[LIMIT_ROW_FAULTS - 1 :]
    named = ", ".join(str(fault.column) for fault in others)
    return [*shown, Fault(CELLS, others[0].row, others[0].column, f"Juga salah pada baris ini: {named}.")]


def _tells_absence(cell: str) -> bool:
    """Whether a cell that nobody reads says that somebody was absent or disqualified ("TH", "Dis.", "tidak hadir")."""
    return _ABSENCE.fullmatch(cell) is not None
