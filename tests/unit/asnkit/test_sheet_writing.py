"""What the writer writes a spreadsheet keeps and computes nothing of, and the reader reads back as the same rows."""

import io
from decimal import Decimal
from zipfile import ZipFile

import pytest
from asnkit.sheet import writing
from asnkit.sheet.table import Layout, read
from asnkit.text import clean, flat
from hypothesis import given, settings
from hypothesis import strategies as st

COLUMNS = ("Nomor", "Isi", "Nilai")
LAYOUT = Layout(str, most_rows=100, lists=("isi",))
SIGNS = st.sampled_from("ab09 =+-@'\"\t;,.\n\r/eE_:xé’–\u200b\u00a0＝")
CELLS = st.none() | st.integers(-(10**14), 10**14) | st.text(SIGNS, max_size=12)
DECIMALS = st.decimals(-1000, 1000, places=2)


def written(form, rows):
    if form == writing.XLSX:
        return writing.workbook(COLUMNS, rows)
    return b"".join(writing.csv_pieces(COLUMNS, rows))


def lines(form, rows):
    return written(form, rows).decode("utf-8-sig").splitlines()[1:]


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "＝1", "-", " =1"])
def test_no_cell_is_a_formula(text):
    [line] = lines(writing.CSV, [("x", text, None)])
    cell = line.removeprefix("x;").strip('"')
    assert cell.startswith("'") and not cell[1:].startswith("\t")
    page = ZipFile(io.BytesIO(written(writing.XLSX, [("x", text, None)]))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in page and b'<c r="B2" s="' in page and b't="inlineStr"' in page


@pytest.mark.parametrize("text", ["240000000001", "9999010101950001", "0812", "2E10", "1,5e3", "3/4", "1-2", "2.5"])
def test_a_text_that_excel_would_take_for_a_number_or_a_day_stays_a_text(text):
    assert lines(writing.CSV, [(text, "", None)]) == [f"'{text};;"]


def test_numbers_are_numbers_with_a_decimal_comma():
    assert lines(writing.CSV, [(7, None, Decimal("82.750"))]) == ["7;;82,750"]
    page = ZipFile(io.BytesIO(written(writing.XLSX, [(7, None, Decimal("82.75"))]))).read("xl/worksheets/sheet1.xml")
    assert b'<c r="A2" s="2"><v>7</v></c>' in page and b'<c r="C2" s="2"><v>82.75</v></c>' in page


@pytest.mark.parametrize("form", writing.FORMS)
@settings(max_examples=50)
@given(rows=st.lists(st.tuples(st.integers(0, 99), CELLS, DECIMALS), min_size=1, max_size=5))
def test_what_is_written_is_read_back(form, rows):
    table = read(written(form, rows), LAYOUT)
    assert table.faults == [] and table.unread == []
    for line, (number, text, value) in zip(table.lines, rows, strict=True):
        assert line.cells["nomor"] == str(number)
        assert line.cells["isi"] == ("" if text is None else clean(str(text)))
        assert Decimal(line.cells["nilai"].replace(",", ".")) == value


def test_a_workbook_and_a_csv_of_a_list_hold_the_same(tmp_path):
    rows = [("'x", "a\nb", Decimal("1.5")), ("0077", "=x", 12)]
    one, other = (read(written(form, rows), LAYOUT) for form in writing.FORMS)
    assert one == other


def test_a_list_that_is_too_long_for_a_workbook_is_refused_and_as_csv_it_has_no_end(monkeypatch):
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    rows = [("x", "y", 1)] * 4
    assert len(read(written(writing.XLSX, rows[:3]), LAYOUT).lines) == 3
    with pytest.raises(writing.TooLong):
        written(writing.XLSX, rows)
    assert len(list(writing.csv_pieces(COLUMNS, iter(rows * 500)))) == 1 + 2000 // writing.PIECE_ROWS


def test_a_text_longer_than_a_cell_of_excel_is_not_cut_off():
    with pytest.raises(ValueError, match="row 2, column 2"):
        written(writing.XLSX, [("x", "y" * (writing.MOST_TEXT + 1), 1)])
    assert flat("a\n b") == "a b"


def test_the_headings_are_read_from_the_beginning_of_a_csv_wherever_it_was_cut():
    content = b"".join(writing.csv_pieces(("Nomor", 'Isi; dan "lain"', "Nilai"), [("1", "é" * 40, 3)]))
    for size in range(content.index(b"\r\n") + 2, len(content)):
        assert writing.columns_of(content[:size]) == ["Nomor", 'Isi; dan "lain"', "Nilai"]
