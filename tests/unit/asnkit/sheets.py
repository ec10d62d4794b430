"""Workbooks as no program of ours would write them."""

import io
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

from asnkit.sheet import writing

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def xlsx(columns, *rows) -> bytes:
    return writing.workbook(columns, rows)


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(cells: str, after: str = "") -> bytes:
    """A workbook whose only sheet has these cells, as XML."""
    return with_parts(**{"xl/worksheets/sheet1.xml": _sheet(cells, after)})


def with_parts(**parts) -> bytes:
    """A workbook of one sheet with these parts exchanged or added; None takes one out."""
    whole = _plain() | parts
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            if content is not None:
                archive.writestr(name, content)
    return made.getvalue()


@cache
def _plain() -> dict[str, bytes]:
    base = ZipFile(io.BytesIO(xlsx(("a", "b"), ("1", "2"))))
    return {name: base.read(name) for name in base.namelist()}


def _sheet(cells: str, after: str) -> bytes:
    return f'<worksheet xmlns="{SPACE}"><sheetData>{cells}</sheetData>{after}</worksheet>'.encode()
