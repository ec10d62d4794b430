"""A published result as a CSV that opens well in an Indonesian spreadsheet: BOM, `;`, decimal comma."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

COLUMNS = (
    "Jabatan",
    "Unit Penempatan",
    "Peringkat",
    "Nomor Peserta",
    "TWK",
    "TIU",
    "TKP",
    "Total SKD",
    "Nilai Akhir",
    "Kode",
    "Diputus oleh",
)
PARTS = ("twk", "tiu", "tkp", "total")


def csv_of(lists: Iterable[dict], rows: Callable[[list[dict]], Iterable[dict]]) -> Iterator[bytes]:
    """The lists of a public book, one piece for each; `rows` reads the pages of one."""
    yield _lines([COLUMNS]).encode("utf-8-sig")
    for one in lists:
        yield _lines(_cells(one, row) for row in rows(one["pages"])).encode()


def _cells(one: dict, row: dict) -> list[str]:
    final = (row["final_shown"] or "").replace(".", ",")
    points = [row[part] for part in PARTS]
    cells = [
        one["job_name"],
        one["unit"],
        row["rank"],
        row["participant_no"],
        *points,
        final,
        row["code"],
        row["decided_by"],
    ]
    return [_safe("" if cell is None else str(cell)) for cell in cells]


def _lines(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
