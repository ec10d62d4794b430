"""A workbook (XLSX) as rows, read by calamine after everything in it was looked at.

calamine gives values without saying what they were: a formula without a result and a fault are empty to it, and two
cells far apart make it ask for more memory than there is. So the parts are unpacked and looked through first, under
limits, and it gets a package of exactly these parts.
"""

import io
import re
import zlib
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from . import inspecting
from .decoding import CONTROL
from .faults import SHAPE, Fault, Unreadable
from .inspecting import BROKEN, Found, inspect
from .rows import Odd, Parsed, Unread

MOST_UNPACKED = 100_000_000
"""Bytes of all parts: 100,000 rows of ten columns take about half of it."""
MOST_PARTS = 500
MOST_EMPTY = 1_000_000
"""Cells without content in the rectangle around those with content; calamine makes each of them."""
PARTS = (".xml", ".rels")
PANICS = "pyo3_runtime"
"""The module of what a library written in Rust raises where it met what it had not thought of; no Exception."""
EXACT = 10**15
"""Beyond, a number in Excel has lost its last digits."""
DATE = "Excel menjadikan isi sel ini tanggal ({}); beri sel itu format Teks, lalu tulis isinya lagi."
NO_TEXT = "Sel ini memuat karakter kendali yang bukan bagian dari teks; tulis isinya lagi."
FORMULAS = {
    inspecting.FAULT: "Rumus pada sel ini menghasilkan galat; perbaiki rumusnya atau tulis nilainya.",
    inspecting.NO_RESULT: "Rumus pada sel ini belum mempunyai hasil; buka di Excel, simpan, lalu unggah lagi.",
}


def parse(content: bytes, most_rows: int) -> Parsed:
    """Raises Unreadable where it is no workbook with one sheet, or too large a one."""
    parts = _unpack(content)
    inspected = [inspect(part, most_rows) for name, part in parts.items() if name.casefold().endswith(".xml")]
    found = [sheet for sheet in inspected if sheet]
    _check_reach(found)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_pack(parts)))
        sheets = [(sheet.name, sheet.to_python(skip_empty_area=False)) for sheet in _sheets(book)]
    except (CalamineError, OSError, ValueError, KeyError):
        raise Unreadable(BROKEN) from None
    except BaseException as failure:
        if type(failure).__module__ != PANICS:
            raise
        raise Unreadable(BROKEN) from None
    filled = [(name, rows) for name, rows in sheets if any(value != "" for row in rows for value in row)]
    said = [sheet for sheet in found if sheet.filled]
    if max(len(filled), len(said)) > 1:
        names = ", ".join(name for name, _ in (filled if len(filled) > 1 else sheets))
        raise Unreadable(f"Buku kerja ini memuat lebih dari satu lembar yang berisi ({names}); sisakan satu lembar.")
    parsed = Parsed(beside=_beside(parts))
    if filled or said:
        _take_up(parsed, filled[0][1] if filled else [], said[0] if said else Found(), most_rows)
    if not parsed.rows:
        raise Unreadable("Berkas kosong.")
    return parsed


def _check_reach(found: list[Found]) -> None:
    """Before calamine makes the rectangle around the cells of each sheet. Raises Unreadable."""
    if sum(sheet.reach - sheet.filled for sheet in found) > MOST_EMPTY:
        far = max(found, key=lambda sheet: sheet.reach)
        told = f"Lembar ini berisi sel yang jauh dari tabelnya, sampai baris {far.rows} dan kolom ke-{far.columns}; "
        raise Unreadable(told + "hapus sel itu.")


def _sheets(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for number in range(len(book.sheet_names)):
        yield book.get_sheet_by_index(number)


def _take_up(parsed: Parsed, rows: list[list[Any]], found: Found, most_rows: int) -> None:
    empty: list[Any] = []
    for number in range(1, max(len(rows), found.rows) + 1):
        cells = [_text(value) for value in (rows[number - 1] if number <= len(rows) else empty)]
        for column, what in found.odd.get(number, ()):
            cells += [""] * (column - len(cells))
            cells[column - 1] = Odd("#", FORMULAS[what])
        parsed.add(number, cells, len(cells), most_rows)
    for first, last, name in found.merged:
        if parsed.rows and last > parsed.rows[0].number:
            told = f"Sel {name} digabung, sehingga isinya hanya milik sel pertama; batalkan penggabungannya."
            parsed.faults.append(Fault(SHAPE, first, None, told))


def _text(value: Any) -> str:
    """A value as an Indonesian sheet shows it: decimal comma, no digit lost that Excel holds."""
    if isinstance(value, str):
        return value if value.isprintable() or not CONTROL.search(value) else Odd(value, NO_TEXT)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if value.is_integer() and -EXACT < value < EXACT:
            return str(int(value))
        return f"{value:.15g}".upper().replace(".", ",")
    if isinstance(value, date | time | timedelta):
        return Odd(str(value), DATE.format(value))
    return str(value)


def _unpack(content: bytes) -> dict[str, bytes]:
    """The parts that are XML, whole and within limits: what each says of its size is not believed but counted."""
    parts: dict[str, bytes] = {}
    try:
        archive = ZipFile(io.BytesIO(content))
        wanted = [info for info in archive.infolist() if info.filename.casefold().endswith(PARTS)]
        if len(wanted) > MOST_PARTS or sum(info.file_size for info in wanted) > MOST_UNPACKED:
            most = MOST_UNPACKED // 1_000_000
            raise Unreadable(
                f"Buku kerja ini memuat lebih dari {most} MB sesudah dibuka; bagi menjadi beberapa berkas."
            )
        for info in wanted:
            if info.filename in parts:
                raise Unreadable(BROKEN)
            parts[info.filename] = archive.read(info)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise Unreadable(BROKEN) from None
    return parts


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _beside(parts: dict[str, bytes]) -> list[Unread]:
    """What a workbook can hold outside of its cells."""
    notes = sum(
        len(re.findall(rb"<(?:\w+:)?(?:comment|threadedComment)[ >]", part))
        for name, part in parts.items()
        if "comment" in name.casefold()
    )
    drawings = sum(name.casefold().startswith("xl/drawings/drawing") for name in parts)
    found = [Unread("catatan pada sel", notes), Unread("gambar atau kotak teks", drawings)]
    return [one for one in found if one.cells]
