import pytest
from hypothesis import given
from hypothesis import strategies as st
from selection.score_batch.sheet import LIMIT_COLUMNS, LIMIT_ERRORS, read

SKB = "nomor_peserta;nilai_cat;maks_cat;nilai_praktik;maks_praktik;keterangan\n"


def rows(text, stage="SKD"):
    sheet = read(text.encode(), stage)
    assert sheet.errors == []
    return sheet.rows


def test_a_file_as_cat_exports_it():
    [row] = rows("﻿nomor_peserta;twk;tiu;tkp;keterangan\r\n242715390841;85;125;188;\r\n")
    assert row == {
        "row": 2,
        "participant_no": "242715390841",
        "status": "PRESENT",
        "skd": {"twk": 85, "tiu": 125, "tkp": 188},
        "skb": None,
    }


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_other_separators_headings_in_capitals_and_other_columns_are_read_too(separator):
    text = "No;Nomor Peserta;TIU;TWK;TKP;Nama Lokasi\n1;242715390841;125;85;188;Medan\n".replace(";", separator)
    assert rows(text)[0]["skd"] == {"twk": 85, "tiu": 125, "tkp": 188}


@pytest.mark.parametrize(
    ("cells", "status", "skd"),
    [
        ("0;0;0;TH", "ABSENT", None),
        (";;;Tidak Hadir", "ABSENT", None),
        ("-;-;-;TH", "ABSENT", None),
        (";;;DIS", "DISQUALIFIED", None),
        ("85;125;188;Diskualifikasi", "DISQUALIFIED", {"twk": 85, "tiu": 125, "tkp": 188}),
        ("85;125;188;-", "PRESENT", {"twk": 85, "tiu": 125, "tkp": 188}),
        ("0;0;0;", "PRESENT", {"twk": 0, "tiu": 0, "tkp": 0}),
    ],
)
def test_the_remark_says_who_was_absent_or_disqualified(cells, status, skd):
    [row] = rows(f"nomor_peserta;twk;tiu;tkp;keterangan\n242715390841;{cells}\n")
    assert (row["status"], row["skd"]) == (status, skd)


def test_skb_scores_are_exact_decimal_text_with_their_maxima():
    [row] = rows(SKB + "242715390841;350,50;500;80;100;\n", "SKB")
    assert row["skb"] == [
        {"kind": "CAT", "score": "350.5", "most": 500},
        {"kind": "PRAKTIK", "score": "80", "most": 100},
    ]


def test_a_line_without_the_further_test_leaves_its_cells_blank():
    [row] = rows(SKB + "242715390841;300;500;;;\n", "SKB")
    assert row["skb"] == [{"kind": "CAT", "score": "300", "most": 500}]


def test_a_maximum_is_a_whole_number():
    sheet = read((SKB + "242715390841;300;500,5;80;100,0;\n").encode(), "SKB")
    assert [error["column"] for error in sheet.errors] == ["maks_cat"]


@pytest.mark.parametrize("points", ["85,0", "8.5", "-5", "1e2", "١٢", "0x10", "1000", "85a"])
def test_points_are_whole_numbers_in_plain_digits(points):
    sheet = read(f"nomor_peserta;twk;tiu;tkp\n242715390841;{points};80;166\n".encode(), "SKD")
    assert [(error["row"], error["column"]) for error in sheet.errors] == [(2, "twk")]


def test_a_heading_that_comes_twice_is_a_fault_of_the_file():
    sheet = read(b"nomor_peserta;twk;twk;tiu;tkp\n242715390841;85;90;80;166\n", "SKD")
    assert [error["row"] for error in sheet.errors] == [1] and sheet.rows == []


@given(st.binary(max_size=300), st.sampled_from(["SKD", "SKB"]))
def test_whatever_bytes_come_the_answer_is_rows_or_faults(content, stage):
    sheet = read(content, stage)
    assert sheet.rows or sheet.errors


@given(st.text(max_size=300))
def test_whatever_text_stands_below_a_heading_the_answer_is_rows_or_faults(text):
    sheet = read(("nomor_peserta;nilai_cat;maks_cat;keterangan\n" + text).encode(errors="replace"), "SKB")
    assert sheet.rows or sheet.errors


def test_a_file_of_thousands_of_columns_or_faults_is_told_so_and_no_more():
    wide = ";".join(["nomor_peserta", *(f"nilai_{number}" for number in range(LIMIT_COLUMNS))])
    [fault] = read(f"{wide}\n1\n".encode(), "SKB").errors
    assert "kolom" in fault["message"]
    wrong = "nomor_peserta;twk;tiu;tkp\n" + "1;x;x;x\n" * LIMIT_ERRORS
    assert len(read(wrong.encode(), "SKD").errors) == LIMIT_ERRORS
