import pytest
from asnkit.sheet import writing
from hypothesis import given, settings
from hypothesis import strategies as st
from registration.imports import cells
from registration.imports.domain import AGGREGATE, Approve, Stage
from registration.imports.sheet import LIMIT_ROWS, read
from registration.imports.writing import COLUMNS, DOCUMENTS, JOB_KINDS, LEVELS, SAMPLE, row_of
from registration.vacancy import domain

from tests.unit.registration.examples import SHA
from tests.unit.registration.given import Given

HEADER = (
    "No;Kode Jabatan;Nama Jabatan;Jenis Jabatan;Unit Penempatan;Kualifikasi Pendidikan;Jenis Kebutuhan;Jumlah;"
    "Usia Minimal;Usia Maksimal;IPK Minimal;Dokumen Tambahan;Penghasilan Minimal;Penghasilan Maksimal;Dasar"
)
NURSE = (
    "1;JF-0412;Perawat Ahli Pertama;Jabatan Fungsional;UPTD Puskesmas Datuk Bandar;Profesi Ners;Umum;3;18;35;2,75;STR;"
    '"Rp2.785.700,00";5.180.700;KepmenPANRB 293/2024'
)
CLERK = (
    "2;PL-0007;Penata Layanan Operasional;Pelaksana;Kecamatan Teluk Nibung;"
    "S-1 Ekonomi/Manajemen / D-IV Akuntansi;Disabilitas;1;18;35;-;-;;;KepmenPANRB 293/2024"
)


def sheet(*rows, header=HEADER, encoding="utf-8-sig"):
    return "\r\n".join((header, *rows, "")).encode(encoding)


def test_a_list_saved_from_a_sheet_is_read():
    rows, errors, unread = read(sheet(NURSE, CLERK, ";;;;;;JUMLAH;4;;;;;;;", ";;;;;;;;;;;;;;"))
    assert errors == [] and unread == [("No", 2)]
    nurse, clerk = rows
    assert (nurse["row"], nurse["quota"], nurse["gpa_min"], nurse["job_kind"]) == (2, 3, "2.75", "FUNCTIONAL")
    assert nurse["salary_range"] == {"min": 2785700, "max": 5180700}
    assert nurse["documents"][-1] == "health_registration"
    assert clerk["education"] == [
        {"level": "S1", "programme": "Ekonomi/Manajemen"},
        {"level": "D4", "programme": "Akuntansi"},
    ]
    assert (clerk["row"], clerk["gpa_min"], clerk["salary_range"]) == (3, None, None)
    assert clerk["documents"][-1] == "disability_certificate"


def test_commas_tabs_and_the_old_encoding_are_read_too():
    for delimiter in ",\t":
        converted = [line.replace("2,75", "2.75").replace(";", delimiter) for line in (HEADER, CLERK)]
        assert read(sheet(converted[1], header=converted[0], encoding="utf-8")).errors == []
    accented = CLERK.replace("Teluk Nibung", "Téluk Nibung")
    assert read(sheet(accented, encoding="cp1252")).rows[0]["unit"] == "Kecamatan Téluk Nibung"


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (";3;18;", ";tiga;18;", "Jumlah"),
        (";3;18;", ";0;18;", "Jumlah"),
        (";3;18;", ";2,5;18;", "Jumlah"),
        ("Profesi Ners", "Ners", "Kualifikasi Pendidikan"),
        (";Umum;", ";Titipan;", "Jenis Kebutuhan"),
        (";18;35;", ";36;35;", "Usia Minimal"),
        (";3;18;", ";1,000;18;", "Jumlah"),
        (";3;18;", ";2.5;18;", "Jumlah"),
        (";3;18;", ";3E1;18;", "Jumlah"),
        (";3;18;", ";10001;18;", "Jumlah"),
        (";3;18;", f";{'9' * 30};18;", "Jumlah"),
        (";3;18;", ";٣;18;", "Jumlah"),
        (";18;35;", ";18;999999;", "Usia Maksimal"),
        ("5.180.700", "9" * 30, "Penghasilan Maksimal"),
        ("2,75", "5", "IPK Minimal"),
        ("2,75", "2,75E+0", "IPK Minimal"),
        ("JF-0412", "contoh", "Kode Jabatan"),
        ("Perawat Ahli Pertama", '"Perawat\nBidan"', "Nama Jabatan"),
        ("5.180.700", "1.000.000", "Penghasilan Minimal"),
        ("5.180.700", "", "Penghasilan Maksimal"),
        ("5.180.700", "5.18.700", "Penghasilan Maksimal"),
        (";STR;", ";SIM;", "Dokumen Tambahan"),
        ("Perawat Ahli Pertama", "  ", "Nama Jabatan"),
    ],
)
def test_a_fault_is_named_with_row_and_column(old, new, column):
    rows, errors, _unread = read(sheet(CLERK, NURSE.replace(old, new)))
    assert [line["row"] for line in rows] == [2]
    assert [(error["row"], error["column"]) for error in errors] == [(3, column)]
    assert errors[0]["message"].endswith(".")


def test_the_fault_of_the_whole_file_comes_alone():
    [error] = read(sheet(NURSE, header=HEADER.replace("Jumlah", "Qty"))).errors
    assert (error["row"], "Jumlah" in error["message"]) == (1, True)
    assert read(b"").errors and read(sheet()).errors
    many = read(sheet(*(NURSE.replace("JF-0412", f"JF-{n}") for n in range(LIMIT_ROWS + 1))))
    assert (many.rows, len(many.errors)) == ([], 1)


def test_a_repeated_line_names_the_first():
    errors = read(sheet(NURSE, CLERK, NURSE)).errors
    assert [(error["row"], "baris 2" in error["message"]) for error in errors] == [(4, True)]


def test_levels_of_schools_are_read_in_every_spelling():
    spelled = "SMA/SMK Semua Jurusan | D3 Gizi, D-III Gizi; D IV Gizi / S2 Gizi / SLTA IPA"
    assert [item["level"] for item in cells.education(spelled)] == ["SMA", "D3", "D3", "D4", "S2", "SMA"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("S-1 Akuntansi\nS-1 Manajemen", ["S1 Akuntansi", "S1 Manajemen"]),
        ("1. S-1 Akuntansi\r\n2. D-III Gizi\n", ["S1 Akuntansi", "D3 Gizi"]),
        ("1)S-1 Akuntansi\n2)S-2 Hukum", ["S1 Akuntansi", "S2 Hukum"]),
        ("a. S-1 Gizi\n\nb. Profesi Ners", ["S1 Gizi", "PROFESI Ners"]),
        ("- S-1 Gizi\n• S-2 Gizi / S-3 Gizi", ["S1 Gizi", "S2 Gizi", "S3 Gizi"]),
        ("S‑1 Gizi – Klinis", ["S1 Gizi - Klinis"]),
        ("S-1 Pendidikan di Luar Sekolah", ["S1 Pendidikan di Luar Sekolah"]),
        ("S-1 Ekonomi, di bidang Akuntansi", ["S1 Ekonomi, di bidang Akuntansi"]),
        ("D I Gizi / D-I Gizi", ["D1 Gizi", "D1 Gizi"]),
        ("Profesi Pendidikan Profesi Guru", ["PROFESI Pendidikan Profesi Guru"]),
    ],
)
def test_educations_stand_line_by_line_numbered_or_between_marks(cell, found):
    content = sheet(NURSE.replace("Profesi Ners", f'"{cell}"'), encoding="utf-8")
    [line] = read(content).rows
    assert [f"{one['level']} {one['programme']}" for one in line["education"]] == found


@pytest.mark.parametrize(
    "cell",
    [
        "S-1 Akuntansi S-1 Manajemen", "S-1 Akuntansi dan D-III Akuntansi", "D3 Gizi atau S1 Gizi",
        "1. S-1 Gizi 2. S-2 Gizi", "S-1 Keperawatan PROFESI NERS", "SMA IPA SMK Farmasi", "S-1 Gizi (D-IV Gizi)",
        "S-1 Pendidikan\nSekolah Dasar",
    ],
)  # fmt: skip
def test_a_level_inside_the_name_of_a_programme_is_told(cell):
    errors = read(sheet(NURSE.replace("Profesi Ners", f'"{cell}"'))).errors
    assert [(error["row"], error["column"]) for error in errors] == [(2, "Kualifikasi Pendidikan")]


def test_documents_stand_line_by_line_too():
    [line] = read(sheet(NURSE.replace(";STR;", ';"1. STR\n2. Serdik";'))).rows
    assert line["documents"][-2:] == ["health_registration", "teaching_certificate"]


@pytest.mark.parametrize(
    ("total", "fault"),
    [
        (";;;;;;JUMLAH;4;;;;;;;", None),
        (";;;;;;Total Keseluruhan".replace("Total Keseluruhan", "Jumlah Keseluruhan") + ";4;;;;;;;", None),
        (";Jumlah;;;;;;4;;;;;;;", None),
        (";;;;;;JUMLAH;5;;;;;;;", "Jumlah"),
        (";;;;;;JUMLAH;;;;;;;;", "Jumlah"),
        (";;;;;;JUMLAH;4;18;;;;;;", "Kode Jabatan"),
        (";;;;;;Titipan;4;;;;;;;", "Kode Jabatan"),
        ("3;;;;;;;;;;;;;;", None),
    ],
)
def test_a_row_of_totals_is_the_sum_of_those_above_or_is_told(total, fault):
    sheet_ = read(sheet(NURSE, CLERK, total))
    assert len(sheet_.rows) == 2
    assert [(error["row"], error["column"]) for error in sheet_.errors][:1] == ([(4, fault)] if fault else [])


def test_totals_of_parts_are_compared_part_by_part_and_the_last_one_with_everything():
    part = ";;;;;;JUMLAH;{};;;;;;;"
    assert read(sheet(NURSE, part.format(3), CLERK, part.format(1), part.format(4))).errors == []
    assert [e["row"] for e in read(sheet(NURSE, part.format(3), CLERK, part.format(3))).errors] == [5]


def test_a_column_that_comes_twice_is_refused_by_its_name():
    header = HEADER.replace("IPK Minimal", "jumlah ")
    [error] = read(sheet(NURSE, header=header)).errors
    assert error["row"] == 1 and "jumlah" in error["message"].casefold() and "kolom" in error["message"]


def test_the_file_to_be_filled_in_is_refused_until_its_example_is_taken_out():
    for content in (writing.workbook(COLUMNS, [SAMPLE]), b"".join(writing.csv_pieces(COLUMNS, [SAMPLE]))):
        [error] = read(content).errors
        assert (error["row"], error["column"]) == (2, "Kode Jabatan") and "contoh" in error["message"]
    filled = read(writing.workbook(COLUMNS, [("JF-1", *SAMPLE[1:])]))
    assert (filled.errors, filled.unread, len(filled.rows)) == ([], [], 1)


NAMES = st.text(st.sampled_from("abcdefgh AB-/'(,").filter(str.strip), min_size=1, max_size=20).map(
    lambda text: " ".join(f"x{text}x".split())
)
SALARIES = st.none() | st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)).map(
    lambda pair: {"min": min(pair), "max": max(pair)}
)


@st.composite
def formation_lines(draw):
    need = draw(st.sampled_from(domain.NEED_TYPES))
    extra = [
        kind for kind in DOCUMENTS if draw(st.booleans()) or (kind, need) == ("disability_certificate", "DISABILITAS")
    ]
    levels = draw(st.lists(st.sampled_from(list(LEVELS)), min_size=1, max_size=3))
    return {
        "job_code": draw(NAMES), "job_name": draw(NAMES), "job_kind": draw(st.sampled_from(list(JOB_KINDS))),
        "unit": draw(NAMES), "education": [{"level": level, "programme": draw(NAMES)} for level in levels],
        "need_type": need, "quota": draw(st.integers(1, 9)), "age_min": 18, "age_max": draw(st.integers(18, 58)),
        "gpa_min": draw(st.sampled_from([None, "2.75", "3.00"])),
        "documents": [*domain.EVERYONES_DOCUMENTS, *(kind for kind in domain.EXTRA_DOCUMENTS if kind in extra)],
        "salary_range": draw(SALARIES), "decree_no": draw(NAMES),
    }  # fmt: skip


@pytest.mark.parametrize("form", writing.FORMS)
@settings(max_examples=20)
@given(lines=st.lists(formation_lines(), min_size=1, max_size=4, unique_by=lambda line: line["job_code"]))
def test_lines_that_are_taken_out_can_be_brought_back_in(form, lines):
    cells_ = [row_of(line) for line in lines]
    content = writing.workbook(COLUMNS, cells_) if form == "xlsx" else b"".join(writing.csv_pieces(COLUMNS, cells_))
    assert read(content) == ([{"row": n, **line} for n, line in enumerate(lines, start=2)], [], [])


@given(st.binary(max_size=200))
def test_whatever_bytes_come_the_answer_is_rows_or_faults(content):
    assert read(content).errors or read(content).rows


@given(st.data())
def test_whatever_is_added_to_a_good_list_changes_the_answer_or_is_named(data):
    table = [line.replace('"Rp2.785.700,00"', "2.785.700").split(";") for line in (HEADER, NURSE, CLERK)]
    before = read(_joined(table))
    assert before.errors == []
    what = data.draw(st.sampled_from(["quote", "cell", "column", "row"]))
    row, place = data.draw(st.integers(0, 2)), data.draw(st.integers(0, len(table[0]) - 1))
    if what == "quote":
        text = _joined(table).decode()
        place = data.draw(st.integers(0, len(text)))
        after = read(f'{text[:place]}"{text[place:]}'.encode())
    elif what == "cell":
        after = read(_joined([*table[:row], [*table[row][:place], "9", *table[row][place:]], *table[row + 1 :]]))
    elif what == "column":
        after = read(_joined([[*cells_[:place], f"y{n}", *cells_[place:]] for n, cells_ in enumerate(table)]))
    else:
        after = read(_joined([*table[: row + 1], data.draw(st.sampled_from(table)), *table[row + 1 :]]))
    assert after != before


def _joined(table):
    return "".join(";".join(row) + "\r\n" for row in table).encode()


def test_a_staged_list_is_approved_once():
    rows = tuple(read(sheet(NURSE, CLERK)).rows)
    facts = Given(AGGREGATE).when(Stage("CPNS-2024", "formasi.csv", SHA, rows))
    assert (facts[0].data["lines"], facts[0].data["quota"]) == (2, 4)
    assert "unread" not in facts[0].data
    unread = ({"column": "No", "cells": 2},)
    assert Given(AGGREGATE).when(Stage("CPNS-2024", "f.csv", SHA, rows, unread))[0].data["unread"] == list(unread)
    facts += Given(AGGREGATE, *facts).when(Approve())
    assert Given(AGGREGATE, *facts).refuses(Approve()).rule == "daftar-sudah-terbit"
    assert Given(AGGREGATE).refuses(Approve()).status == 404
