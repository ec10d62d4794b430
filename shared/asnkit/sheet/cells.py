"""One cell, read into what a column is for. Each function raises ValueError with an Indonesian sentence."""

import re

_EXPONENT = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?e[-+]?[0-9]{1,3}", re.IGNORECASE)
_NUMBERING = re.compile(
    r"(?:\(?[0-9]{1,2}[.)]\s*(?=[^\s0-9])|\(?[a-z]\)\s*|[a-z]\.\s+|[-*\u2022\u00b7\u25cf\u25aa]\s+)(?=\S)",
    re.IGNORECASE,
)


def check_kept(cell: str) -> str:
    """The cell, if it is no number that a program has rounded to write it in powers of ten."""
    if _EXPONENT.fullmatch(cell):
        raise ValueError(
            f"Excel mengubah angka ini menjadi notasi ilmiah ({cell}), sehingga angka aslinya hilang. Ambil lagi dari "
            "sumbernya, beri kolomnya format Teks sebelum angka dimasukkan, lalu simpan; atau unggah XLSX."
        )
    return cell


def entries(cell: str) -> list[str]:
    """What stands in one cell line by line, without numbering and empty lines."""
    found = (_entry(line.strip()) for line in cell.split("\n"))
    return [entry for entry in found if entry]


def _entry(line: str) -> str:
    numbering = _NUMBERING.match(line)
    return line[numbering.end() :] if numbering else line
