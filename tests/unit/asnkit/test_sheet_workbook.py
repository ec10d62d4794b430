"""A workbook as a table: what calamine would give as an empty cell is told, what would take all memory not begun."""

import io
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from asnkit.sheet import workbook
from asnkit.sheet.faults import CELLS, FILE, SHAPE
from asnkit.sheet.table import Layout, read
from hypothesis import given
from hypothesis import strategies as st

from .sheets import SPACE, cell, sheet, with_parts, xlsx

LAYOUT = Layout({"kode": "code", "nilai": "points"}.get, most_rows=50)
HEAD = f'<row r="1">{cell("A1", "Kode")}{cell("B1", "Nilai")}</row>'


def one_cell(xml: str) -> bytes:
    """A sheet whose second row has this under Nilai."""
    return sheet(f'{HEAD}<row r="2">{cell("A2", "x")}{xml}</row>')


def value(xml: str) -> str:
    table = read(one_cell(xml), LAYOUT)
    assert table.faults == [], table.faults
    return table.lines[0].cells["points"]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<c r="B2"><v>249236873586</v></c>', "249236873586"),
        ('<c r="B2"><v>249236873586.0</v></c>', "249236873586"),
        ('<c r="B2"><v>82.75</v></c>', "82,75"),
        ('<c r="B2"><v>1.1000000000000001</v></c>', "1,1"),
        ('<c r="B2"><v>-3</v></c>', "-3"),
        ('<c r="B2"><v>2.50036873586123E+17</v></c>', "2,50036873586123E+17"),
        ('<c r="B2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="B2" t="str"><f>A2&amp;"y"</f><v>xy</v></c>', "xy"),
        ('<c r="B2" t="str"><f>A2</f><v></v></c>', ""),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c r="B2" s="1"/>', ""),
        (cell("B2", "'0123"), "0123"),
        (cell("B2", '="0123"'), "0123"),
    ],
)
def test_a_value_is_text_as_an_indonesian_sheet_shows_it(xml, text):
    assert value(xml) == text


@pytest.mark.parametrize(
    ("xml", "word"),
    [
        ('<c r="B2" t="e"><v>#N/A</v></c>', "galat"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "galat"),
        ('<c r="B2"><f>1+1</f></c>', "belum mempunyai hasil"),
        ('<c r="B2"><f>1+1</f><v></v></c>', "belum mempunyai hasil"),
        (cell("B2", "a_x0007_b"), "karakter kendali"),
    ],
)
def test_a_cell_that_would_be_read_as_something_else_is_told(xml, word):
    [fault] = read(one_cell(xml), LAYOUT).faults
    assert (fault.weight, fault.row, fault.column) == (CELLS, 2, "Nilai") and word in fault.message


def test_a_date_is_told_where_it_is_read_and_counted_where_it_is_not():
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, heading in enumerate(("Kode", "Nilai", "Tanggal")):
        page.write_string(0, column, heading)
    page.write_string(1, 0, "x")
    page.write_datetime(1, 1, date(2026, 2, 1), day)
    page.write_datetime(1, 2, date(2026, 2, 1), day)
    book.close()
    table = read(made.getvalue(), LAYOUT)
    assert "tanggal (2026-02-01)" in table.faults[0].message and len(table.faults) == 1
    assert table.unread == [("Tanggal", 1)]


def test_cells_that_were_joined_below_the_headings_are_told():
    body = f'{HEAD}<row r="2">{cell("A2", "x")}<c r="B2"><v>1</v></c></row><row r="3">{cell("A3", "y")}</row>'
    joined = '<mergeCells count="1"><mergeCell ref="{}"/></mergeCells>'
    table = read(sheet(body, joined.format("B2:B3")), LAYOUT)
    assert [(fault.weight, fault.row) for fault in table.faults] == [(SHAPE, 2)] and "B2:B3" in table.faults[0].message
    assert read(sheet(body, joined.format("A1:B1")), LAYOUT).faults == []


def test_only_one_sheet_may_hold_anything():
    second = f'<worksheet xmlns="{SPACE}"><sheetData><row r="1">{{}}</row></sheetData></worksheet>'
    base = io.BytesIO()
    book = xlsxwriter.Workbook(base)
    for name in ("Nilai", "Rujukan"):
        book.add_worksheet(name)
    book.get_worksheet_by_name("Rujukan").hide()
    book.close()
    parts = {name: ZipFile(base).read(name) for name in ZipFile(base).namelist()}
    head = f'<worksheet xmlns="{SPACE}"><sheetData>{HEAD}</sheetData></worksheet>'.encode()
    for content, refused in (("", False), ('<c r="A1" s="1"/>', False), (cell("A1", "x"), True)):
        sheets = {"xl/worksheets/sheet1.xml": head, "xl/worksheets/sheet2.xml": second.format(content).encode()}
        [*faults] = read(with_parts(**parts | sheets), LAYOUT).faults
        assert [fault.weight for fault in faults] == [FILE] * refused
        assert not refused or "Nilai, Rujukan" in faults[0].message


def test_notes_and_pictures_are_named_as_not_read():
    notes = b'<comments xmlns="x"><commentList><comment ref="A1"/><comment ref="A2"/></commentList></comments>'
    made = with_parts(**{"xl/comments1.xml": notes, "xl/drawings/drawing1.xml": b"<d/>"})
    assert read(made, Layout(str, 50)).unread == [("catatan pada sel", 2), ("gambar atau kotak teks", 1)]


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><f>1</f></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="9999999"><c><v>2</v></c></row>',
    ],
)
def test_cells_far_apart_are_refused_before_anything_is_made_between_them(body, monkeypatch):
    monkeypatch.setattr(workbook, "CalamineWorkbook", None)
    [fault] = read(sheet(body), LAYOUT).faults
    assert fault.weight == FILE and "jauh dari tabelnya" in fault.message


@pytest.mark.parametrize(
    "content",
    [
        sheet('<row r="1"><c r="A0x"><v>1</v></c></row>'),
        sheet('<row r="x"><c r="A1"><v>1</v></c></row>'),
        sheet("<row>"),
        with_parts(
            **{"xl/worksheets/sheet1.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet xmlns='d'>&b;</worksheet>"}
        ),
        with_parts(**{"xl/worksheets/sheet1.xml": None}),
        with_parts(**{"xl/workbook.xml": b"<workbook/>"}),
        xlsx(("Kode",), ("x",))[:-30],
        xlsx(("Kode",), ("x",)).replace(b"PK\x01\x02", b"PK\x01\x03"),
    ],
)
def test_a_workbook_that_is_broken_is_told_so(content):
    [fault] = read(content, LAYOUT).faults
    assert fault.weight == FILE and ("rusak" in fault.message or "kosong" in fault.message)


@pytest.mark.parametrize(
    ("name", "word"),
    [("xl/workbook.bin", ".xlsb"), ("content.xml", ".ods"), ("word/document.xml", "Word"), ("x.txt", "ZIP")],
)
def test_another_kind_of_package_is_told_by_its_name(name, word):
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(name, b"x")
    assert word in read(made.getvalue(), LAYOUT).faults[0].message


def test_what_a_part_says_of_its_size_is_counted_and_not_believed(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 20_000)
    large = with_parts(**{"xl/sharedStrings.xml": b" " * 30_000})
    assert "MB sesudah dibuka" in read(large, LAYOUT).faults[0].message
    made = bytearray(large)
    place = made.rindex(b"xl/sharedStrings.xml") - 46 + 24
    made[place : place + 4] = (10).to_bytes(4, "little")
    assert "rusak" in read(bytes(made), LAYOUT).faults[0].message


def test_calamine_gets_the_parts_that_were_looked_at_and_no_others(monkeypatch):
    seen = []
    real = workbook.CalamineWorkbook.from_filelike

    class Spy:
        @staticmethod
        def from_filelike(file):
            seen.extend(ZipFile(io.BytesIO(file.getvalue())).namelist())
            return real(file)

    monkeypatch.setattr(workbook, "CalamineWorkbook", Spy)
    made = with_parts(**{"xl/vbaProject.bin": b"x" * 100, "xl/media/image1.png": b"y"})
    assert read(made, Layout(str, 50)).faults == []
    assert seen and all(name.endswith((".xml", ".rels")) for name in seen)


def test_a_long_workbook_is_refused_while_it_is_looked_through():
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 1200))
    assert "paling banyak 50 baris" in read(sheet(rows), LAYOUT).faults[0].message
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for number in range(workbook.MOST_PARTS + 2):
            archive.writestr("xl/workbook.xml" if not number else f"xl/worksheets/sheet{number}.xml", b"<a/>")
    assert read(made.getvalue(), LAYOUT).faults[0].weight == FILE


def test_whatever_calamine_fails_with_the_file_is_told_to_be_broken(monkeypatch):
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

    class Broken:
        @staticmethod
        def from_filelike(file):
            raise panic("index out of bounds")

    monkeypatch.setattr(workbook, "CalamineWorkbook", Broken)
    assert "rusak" in read(xlsx(("Kode",), ("x",)), LAYOUT).faults[0].message


@pytest.mark.parametrize("encoding", ["TF-8", "utf-7", "shift_jis"])
def test_a_part_in_an_encoding_that_nobody_reads_is_told(encoding):
    part = ZipFile(io.BytesIO(one_cell('<c r="B2"><v>1</v></c>'))).read("xl/worksheets/sheet1.xml")
    spoilt = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + part.partition(b"?>")[2]
    assert "rusak" in read(with_parts(**{"xl/worksheets/sheet1.xml": spoilt}), LAYOUT).faults[0].message


@given(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]), st.data())
def test_a_spoilt_part_is_a_table_or_told(name, data):
    part = bytearray(ZipFile(io.BytesIO(one_cell('<c r="B2"><v>1</v></c>'))).read(name))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(part) - 1))
        part[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    table = read(with_parts(**{name: bytes(part)}), LAYOUT)
    assert table.faults or table.headings or table.unread
