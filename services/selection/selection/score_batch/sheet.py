"""A file of scores as CAT exports it: CSV with `;`, decimal comma, with or without BOM.

SKD: nomor_peserta;twk;tiu;tkp;keterangan. SKB: nomor_peserta;nilai_cat;maks_cat, a pair of
such columns for each further test, and keterangan. The header is row 1, so the first
participant is row 2, as the sheet's program shows it.
"""

import csv
import io
import re
from decimal import Decimal
from typing import NamedTuple

from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT, SKD
from ..rules.skd import PARTS

LIMIT_ROWS = 100_000
LIMIT_COLUMNS = 40
LIMIT_ERRORS = 1000
"""As many as somebody mends by hand; who has more has another file in mind."""
NUMBER, REMARK = "nomor_peserta", "keterangan"
STATUSES = {
    "": PRESENT,
    "hadir": PRESENT,
    "th": ABSENT,
    "tidak hadir": ABSENT,
    "dis": DISQUALIFIED,
    "diskualifikasi": DISQUALIFIED,
}
NOTHING = ("", "-")


class Sheet(NamedTuple):
    """`rows` are {row, participant_no, status, skd, skb}, `errors` are {row, column, message}.

    A fault of the whole file comes alone, with no rows.
    """

    rows: list[dict]
    errors: list[dict]


def read(content: bytes, stage: str) -> Sheet:
    """The rows of a file for stage "SKD" or "SKB"."""
    try:
        lines = _lines(content)
    except (csv.Error, UnicodeDecodeError):
        return _fault("Berkas ini tidak dapat dibaca sebagai CSV.")
    if not lines:
        return _fault("Berkas kosong.")
    header = ["_".join(cell.casefold().split()) for cell in lines[0]]
    if len(header) > LIMIT_COLUMNS:
        return _fault(f"Satu berkas memuat paling banyak {LIMIT_COLUMNS} kolom.")
    kinds = [name.removeprefix("nilai_") for name in header if name.startswith("nilai_")]
    needed = [NUMBER, *(PARTS if stage == SKD else [f"maks_{kind}" for kind in kinds or ["cat"]])]
    needed += ["nilai_cat"] if stage != SKD and not kinds else []
    missing = [name for name in needed if name not in header]
    if missing:
        return _fault(f"Baris pertama harus memuat judul kolom; tidak ada: {', '.join(missing)}.")
    if len(set(header)) < len(header):
        return _fault("Ada judul kolom yang muncul dua kali.")
    filled = [(number, cells) for number, cells in enumerate(lines[1:], start=2) if any(cell.strip() for cell in cells)]
    if not filled:
        return _fault("Tidak ada baris peserta di bawah judul kolom.")
    if len(filled) > LIMIT_ROWS:
        return _fault(f"Satu berkas memuat paling banyak {LIMIT_ROWS} baris; bagi menjadi beberapa berkas.")
    rows, errors = [], []
    for number, cells in filled:
        row, wrong = _row(number, dict(zip(header, (cell.strip() for cell in cells), strict=False)), stage, kinds)
        errors += wrong
        rows += [] if wrong else [row]
        if len(errors) >= LIMIT_ERRORS:
            break
    return Sheet(rows, errors[:LIMIT_ERRORS])


def _lines(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _row(number: int, cells: dict[str, str], stage: str, kinds: list[str]) -> tuple[dict, list[dict]]:
    errors = []

    def cell(name: str, read):
        try:
            return read(cells.get(name, ""))
        except ValueError as wrong:
            errors.append({"row": number, "column": name, "message": str(wrong)})

    row = {"row": number, "participant_no": cell(NUMBER, _participant_no), "status": cell(REMARK, _status)}
    names = list(PARTS) if stage == SKD else [f"{what}_{kind}" for kind in kinds for what in ("nilai", "maks")]
    scores = [name for name in names if not name.startswith("maks_")]
    blank = all(cells.get(name, "") in NOTHING for name in scores)
    # Exports give an absent person zeros; the remark, not the zeros, says what happened.
    zero = all(cells.get(name, "").strip("0,.") in NOTHING for name in scores)
    if (row["status"] == ABSENT and zero) or (row["status"] == DISQUALIFIED and blank):
        values = None
    else:
        values = {name: cell(name, _points if stage == SKD else READERS[name.partition("_")[0]]) for name in names}
    row["skd"] = values if stage == SKD else None
    row["skb"] = None if stage == SKD or values is None or errors else _components(values, kinds)
    return row, errors


def _components(values: dict[str, str], kinds: list[str]) -> list[dict]:
    """Tests in the order of the columns; a test's columns may be blank where a line does not have it."""
    given = [kind for kind in kinds if values[f"nilai_{kind}"] is not None]
    return [
        {"kind": kind.upper(), "score": values[f"nilai_{kind}"], "most": values[f"maks_{kind}"] or 0} for kind in given
    ]


def _participant_no(cell: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", cell):
        raise ValueError("Nomor peserta terdiri atas 12 angka.")
    return cell


def _status(cell: str) -> str:
    try:
        return STATUSES[" ".join(cell.casefold().split()).strip("-")]
    except KeyError:
        raise ValueError("Isi dengan TH (tidak hadir), DIS (diskualifikasi), atau kosong.") from None


def _points(cell: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", cell):
        raise ValueError("Isi dengan bilangan bulat.")
    return int(cell)


def _decimal(cell: str) -> str | None:
    """350, 350,5 or 350.50 as exact decimal text; None for an empty cell."""
    if cell in NOTHING:
        return None
    if not re.fullmatch(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?", cell):
        raise ValueError("Isi dengan angka, misalnya 350 atau 82,5.")
    return f"{Decimal(cell.replace(',', '.')).normalize():f}"


def _most(cell: str) -> int | None:
    """A test's maximum; None for an empty cell."""
    most = _decimal(cell)
    if most is not None and not most.isdigit():
        raise ValueError("Nilai maksimum harus bilangan bulat.")
    return most and int(most)


READERS = {"nilai": _decimal, "maks": _most}


def _fault(message: str) -> Sheet:
    return Sheet([], [{"row": 1, "column": None, "message": message}])
