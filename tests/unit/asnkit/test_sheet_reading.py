"""A CSV as a table: what programs do to it is seen through, and nothing of it is passed over in silence."""

from collections import Counter

import pytest
from asnkit.sheet import rows as limits
from asnkit.sheet.faults import FILE, HEADINGS, SHAPE, UNREAD
from asnkit.sheet.table import Layout, misnamed, read
from hypothesis import example, given
from hypothesis import strategies as st

from .sheets import csv, xlsx

KNOWN = {"kode": "code", "nama": "name", "mata uji": "lists"}
LAYOUT = Layout(KNOWN.get, most_rows=50, lists=("lists",), alarm=lambda cell: cell == "STOP", advice="Hapus.")
ALL = Layout(str, most_rows=50)


def cells(content, layout=LAYOUT):
    table = read(content, layout)
    assert table.faults == [], table.faults
    return [tuple(line.cells.values()) for line in table.lines]


def faults(content, layout=LAYOUT):
    return [(fault.weight, fault.row, fault.column) for fault in read(content, layout).faults]


def sentence(content, layout=LAYOUT):
    [fault] = read(content, layout).faults
    return fault.message


PLAIN = [("A1", "Ani"), ("A2", "Budi")]


@pytest.mark.parametrize(
    "content",
    [
        csv("Kode;Nama", "A1;Ani", "A2;Budi"),
        csv("Kode,Nama", "A1,Ani", "A2,Budi"),
        csv("Kode\tNama", "A1\tAni", "A2\tBudi"),
        csv("Kode;Nama", "A1;Ani", "A2;Budi", encoding="utf-8-sig"),
        csv("Kode;Nama", "A1;Ani", "A2;Budi", encoding="utf-16"),
        b"\xfe\xff" + csv("Kode;Nama", "A1;Ani", "A2;Budi", encoding="utf-16-be"),
        csv("sep=;", "Kode;Nama", "A1;Ani", "A2;Budi"),
        csv('"SEP=,"', "Kode,Nama", "A1,Ani", "A2,Budi"),
        csv("", ";;", "Kode;Nama", "A1;Ani", "A2;Budi"),
        csv("Kode;Nama;;", "A1;Ani;;", "A2;Budi;;"),
        csv('"Kode;Nama"', '"A1;Ani"', '"A2;Budi"'),
        csv("Kode;Nama", '"A1;Ani"', "A2;Budi"),
        csv('"Kode;Nama"', '"A1;""Ani"""', "A2;Budi"),
        csv('"Kode";"Nama"', '"A1";"Ani"', '"A2";"Budi"'),
        csv("kode :;NAMA*", "A1;Ani", ";", "", "A2;Budi"),
        csv("Kode;Na\u200bma", "A1;Ani\u00ad", "A2;\u00a0Budi "),
        csv("Kode;Nama", "'A1;Ani".replace("'", "", 1), "A2;Budi").replace(b"\r\n", b"\r"),
        csv("Kode;Nama", "A1;Ani", "A2;Budi").replace(b"\r\n", b"\n").rstrip(),
        xlsx(("Kode", "Nama"), ("A1", "Ani"), ("A2", "Budi")),
        xlsx(("", ""), ("Kode", "Nama"), ("A1", "Ani"), ("A2", "Budi")),
    ],
)
def test_one_table_in_every_dress(content):
    assert cells(content) == PLAIN


def test_the_old_encoding_of_excel_is_read_and_what_is_neither_is_told():
    assert cells(csv("Kode;Nama", "A1;Nur’aini É", encoding="cp1252")) == [("A1", "Nur'aini É")]
    mixed = csv("Kode;Nama", "A1;Né").replace(b"A1", b"A1\xe9")
    assert "baris 2" in sentence(mixed).casefold() and "rusak" in sentence(mixed)
    assert sentence(csv("Kode;Nama", "A1;x") + b"\x81").startswith("Baris 3 ")
    assert sentence(b"\xef\xbb\xbfKode;Nama\nA1;\xe9\n").startswith("Berkas ini ditandai UTF-8, tetapi baris 2")
    assert sentence(b"\xff\xfeK\x00o").startswith("Berkas ini ditandai UTF-16")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "kosong"),
        (b" \r\n\t", "kosong"),
        (b"\xef\xbb\xbf", "kosong"),
        (b";;;\r\n;;;\r\n", "kosong"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xls"),
        (b"<html><table><tr><td>Kode</td></tr></table>", "HTML"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><a/>", "XML"),
        (b"PK\x03\x04 and no more", "rusak"),
        (b"Kode;Nama\nA1;\x00\n", "U+0000"),
    ],
)
def test_what_is_no_sheet_is_told_what_it_is(content, word):
    table = read(content, LAYOUT)
    assert [fault.weight for fault in table.faults] == [FILE] and word in table.faults[0].message


def test_a_name_that_promises_another_kind_of_file_is_told_so():
    text, book = csv("Kode;Nama", "A1;x"), xlsx(("Kode",), ("A1",))
    assert [misnamed(text, name) for name in ("a.csv", "a.TXT", "a", "a.csv.csv")] == [[]] * 4
    assert [misnamed(book, name) for name in ("a.xlsx", "a", "a.XLSX ")] == [[]] * 3
    [told] = misnamed(book, "nilai.csv")
    assert "buku kerja Excel (XLSX) yang diberi nama .csv" in told.message
    [told] = misnamed(text, "nilai.xlsx")
    assert "teks (CSV)" in told.message


@pytest.mark.parametrize(
    ("content", "row", "word"),
    [
        (csv("Kode;Nama", "A1;Ani", 'A2;"Budi', "A3;Cici"), 3, "tidak ditutup"),
        (csv('Kode;"Nama', "A1;Ani"), 1, "tidak ditutup"),
        (csv("Kode;Nama", "A1;Ani", 'A2;"Budi', 'A3;Ci"ci'), 3, "diikuti teks lain"),
        (csv("Kode;Nama", 'A1;A"ni', "A2;Budi"), 2, "di tengah sel"),
        (csv("Kode;Nama", 'A1;Ani"', "A2;Budi"), 2, "di tengah sel"),
        (csv("Kode;Nama", '"A1;Ani', 'A2;Budi"', "A3;Cici"), 2, "beberapa baris menjadi satu sel"),
        (csv("", "sep", "Kode;Nama", 'A1;"x'), 4, "tidak ditutup"),
    ],
)
def test_a_quote_that_does_not_fit_names_the_row_in_which_it_opened(content, row, word):
    told = [fault for fault in read(content, LAYOUT).faults if "kutip" in fault.message]
    assert [(fault.weight, fault.row) for fault in told] == [(SHAPE, row)] and word in told[0].message
    assert f"baris {row}" in told[0].message


def test_rows_that_a_quote_swallowed_are_no_cell():
    content = csv("Kode;Nama", "A1;Ani", 'A2;"Budi', 'A3;Cici"', "A4;Dedi")
    assert faults(content) == [(SHAPE, 3, "Nama")]


@pytest.mark.parametrize("row", ["A2", "A2;Budi;x", "A2;Budi;;x", "A2;82,75;;;;;;x", "A2;" + ";" * 70 + "x"])
def test_a_row_of_another_length_is_told_both_numbers(row):
    content = csv("Kode;Nama", "A1;Ani", row)
    assert faults(content) == [(SHAPE, 3, None)]
    assert f"memuat {row.count(';') + 1} sel" in sentence(content) and "judul kolomnya 2" in sentence(content)


def test_empty_cells_at_the_end_are_no_cells():
    assert cells(csv("Kode;Nama", "A1;Ani;", "A2;Budi;; ;", "A3;" + ";" * 500)) == [*PLAIN, ("A3", "")]
    assert cells(csv("Kode,Nama,,", "A1,Ani,,", "A2,Budi,,")) == PLAIN


def test_between_commas_a_decimal_comma_may_hide_in_an_empty_cell_so_every_cell_counts():
    assert faults(csv("Kode,Nama,Catatan", "A1,1,5,")) == [(SHAPE, 2, None)]
    assert faults(csv("Kode,Nama,Catatan,", "A1,1,5,,,")) == [(SHAPE, 2, None)]


def test_a_heading_that_comes_twice_is_refused_whether_it_is_read_or_not():
    for headings in ("Kode;Nama;KODE", "Kode;Nama;Catatan;catatan ", "Kode;Nama;No_Urut;No Urut"):
        [fault] = read(csv(headings, ";".join("A" * len(headings.split(";")))), LAYOUT).faults
        assert (fault.weight, fault.row) == (HEADINGS, 1) and fault.column in headings and " dan " in fault.message


def test_what_is_not_read_is_named_with_the_number_of_its_cells():
    table = read(csv("No;Kode;;Nama;Catatan;", "1;A1;;Ani;;", "2;A2;x;Budi;y;", ";A3;;Cici;;"), LAYOUT)
    assert table.faults == []
    assert table.unread == [("No", 2), ("kolom C (tanpa judul)", 1), ("Catatan", 1)]


def test_a_cell_that_is_not_read_and_matters_refuses_the_file_and_says_what_to_do():
    table = read(csv("Kode;Nama;Catatan", "A1;Ani;STOP", "A2;Budi;"), LAYOUT)
    assert [(fault.weight, fault.row, fault.column) for fault in table.faults] == [(UNREAD, 2, "Catatan")]
    assert "STOP" in table.faults[0].message and table.faults[0].message.endswith("Hapus.")


def test_a_line_end_in_a_cell_means_something_or_is_refused():
    assert cells(csv("Kode;Mata Uji", 'A1;"satu\ndua"'))[0][1] == "satu\ndua"
    for heading in ("Nama", "Catatan"):
        assert faults(csv(f"Kode;{heading}", 'A1;"satu\r\ndua"')) == [(SHAPE, 2, heading)]
    assert cells(csv('Kode;"Na\nma"', "A1;Ani"), Layout({"kode": "a", "na ma": "b"}.get, 5)) == [("A1", "Ani")]


def test_marks_of_programs_and_signs_that_look_alike_are_seen_through():
    content = csv("Kode;Nama", '\'0123;="2,5"', "\u2019077;A\u2011B \u2013 C\u00a0D", "'=1+1;''5")
    assert cells(content) == [("0123", "2,5"), ("077", "A-B - C D"), ("=1+1", "'5")]
    assert cells(csv("Kode;Nama", "A1;'Aisyah")) == [("A1", "'Aisyah")]


def test_there_are_limits_to_rows_columns_and_cells():
    few = Layout(KNOWN.get, most_rows=2)
    assert cells(csv("Kode;Nama", *["A;B"] * 2), few) == [("A", "B")] * 2
    assert "paling banyak 2 baris" in sentence(csv("Kode;Nama", *["A;B"] * 3), few)
    assert "paling banyak 2 baris" in sentence(csv("Kode;Nama", "A;B", *[""] * limits.SPARE_ROWS, "", "A;B"), few)
    wide = ";".join(f"k{number}" for number in range(limits.MOST_COLUMNS + 1))
    assert "kolom" in sentence(csv(wide, wide))
    assert faults(csv("Kode;Nama", f"A1;{'x' * (limits.MOST_CELL + 1)}")) == [(SHAPE, 2, "Nama")]
    assert len(read(csv(f"Kode;{'x' * 4000}", "A;B"), LAYOUT).unread[0].column) <= 100


def test_of_one_row_only_the_first_faults_are_told():
    wrong = csv(";".join(f"k{number}" for number in range(50)), ";".join(["STOP"] * 50))
    assert len(read(wrong, LAYOUT).faults) == 3


@given(st.binary(max_size=200))
@example(b"\xad")
@example(b"\xad;\xad\n1;2")
def test_whatever_bytes_come_they_are_a_table_or_told(content):
    table = read(content, ALL)
    assert table.faults or table.headings or table.unread


TEXT = st.text(st.sampled_from("abc019 ,;.\t\n\r-+()é"), max_size=60)


@given(st.lists(TEXT, max_size=8))
def test_no_sign_of_a_file_is_lost_without_a_word(lines):
    """Every sign stands in a heading or in a cell, or its column is named as not read, or the file is refused."""
    text = "\n".join(lines)
    table = read(text.encode(), ALL)
    if not table.faults and not any(one.cells for one in table.unread):
        kept = [*table.headings.values(), *(one.column for one in table.unread)]
        kept += [cell for line in table.lines for cell in line.cells.values()]
        assert all(Counter("".join(kept))[sign] >= Counter(text)[sign] for sign in "abc019-+()é")
