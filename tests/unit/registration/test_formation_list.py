import pytest
from registration.imports import cells
from registration.imports.domain import AGGREGATE, Approve, Stage
from registration.imports.sheet import LIMIT_ROWS, read

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
    rows, errors = read(sheet(NURSE, CLERK, ";;;;;;JUMLAH;4;;;;;;;", ";;;;;;;;;;;;;;"))
    assert errors == []
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
        ("2,75", "5", "IPK Minimal"),
        ("5.180.700", "1.000.000", "Penghasilan Minimal"),
        ("5.180.700", "", "Penghasilan Maksimal"),
        ("5.180.700", "5.18.700", "Penghasilan Maksimal"),
        (";STR;", ";SIM;", "Dokumen Tambahan"),
        ("Perawat Ahli Pertama", "  ", "Nama Jabatan"),
    ],
)
def test_a_fault_is_named_with_row_and_column(old, new, column):
    rows, errors = read(sheet(CLERK, NURSE.replace(old, new)))
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


def test_a_staged_list_is_approved_once():
    rows = tuple(read(sheet(NURSE, CLERK)).rows)
    facts = Given(AGGREGATE).when(Stage("CPNS-2024", "formasi.csv", SHA, rows))
    assert (facts[0].data["lines"], facts[0].data["quota"]) == (2, 4)
    facts += Given(AGGREGATE, *facts).when(Approve())
    assert Given(AGGREGATE, *facts).refuses(Approve()).rule == "daftar-sudah-terbit"
    assert Given(AGGREGATE).refuses(Approve()).status == 404
