"""A published result as a sheet. Of SKD it has the columns that a score file has, so that it can be read as one."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from asnkit.sheet.writing import Cell

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
    "Keterangan",
)
PARTS = ("twk", "tiu", "tkp", "total")
REMARKS = ("TH", "DIS")
"""The codes that are remarks of a score file, too."""


def rows_of(lists: Iterable[dict], rows: Callable[[list[dict]], Iterable[dict]]) -> Iterator[list[Cell]]:
    """The lists of a public book, row by row under COLUMNS; `rows` reads the pages of one."""
    for one in lists:
        for row in rows(one["pages"]):
            yield [
                one["job_name"],
                one["unit"],
                row["rank"],
                row["participant_no"],
                *(row[part] for part in PARTS),
                row["final_shown"] and Decimal(row["final_shown"]),
                row["code"],
                row["decided_by"],
                row["code"] if row["code"] in REMARKS else "",
            ]
