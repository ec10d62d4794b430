import json
from collections import Counter
from pathlib import Path

import pytest
from asnkit.sheet import writing
from hypothesis import given, settings
from hypothesis import strategies as st
from selection.result.table import COLUMNS as RESULT
from selection.result.table import rows_of as result_rows
from selection.score_batch.sheet import LIMIT_ROWS, LIMIT_TESTS, NO_REMARK, read
from selection.score_batch.writing import columns_of, rows_of

SKB = "nomor_peserta;nilai_cat;maks_cat;nilai_praktik;maks_praktik;keterangan\n"
SKD = "nomor_peserta;twk;tiu;tkp;keterangan\n"
FIELD = json.loads((Path(__file__).parent / "field.json").read_text())


def rows(text, stage="SKD", **more):
    sheet = read(text.encode(), stage, **more)
    assert sheet.errors == []
    return sheet.rows


def faults(content, stage="SKD"):
    content = content if isinstance(content, bytes) else content.encode()
    return [(error["row"], error["column"]) for error in read(content, stage).errors]


def test_a_file_as_cat_exports_it():
    [row] = rows("\ufeffnomor_peserta;twk;tiu;tkp;keterangan\r\n242715390841;85;125;188;\r\n")
    assert row == {
        "row": 2,
        "participant_no": "242715390841",
        "status": "PRESENT",
        "skd": {"twk": 85, "tiu": 125, "tkp": 188},
        "skb": None,
    }


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_other_separators_headings_in_capitals_and_other_columns_are_read_too(separator):
    text = "No;Nomor Peserta;TIU;TWK;TKP;Nama Lokasi;Keterangan\n1;242715390841;125;85;188;Medan;\n"
    sheet = read(text.replace(";", separator).encode(), "SKD")
    assert sheet.rows[0]["skd"] == {"twk": 85, "tiu": 125, "tkp": 188}
    assert sheet.unread == [("No", 1), ("Nama Lokasi", 1)]


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
    [row] = rows(f"{SKD}242715390841;{cells}\n")
    assert (row["status"], row["skd"]) == (status, skd)


def test_without_a_column_of_remarks_somebody_has_to_say_that_everybody_was_present():
    text = "nomor_peserta;twk;tiu;tkp\n242715390841;85;125;188\n"
    sheet = read(text.encode(), "SKD")
    assert [error["message"] for error in sheet.errors] == [NO_REMARK] and not sheet.remarked
    assert rows(text, all_present=True)[0]["status"] == "PRESENT"
    assert read(SKD.encode(), "SKD").remarked


@pytest.mark.parametrize(
    "word",
    [
        "TH", "th", "T.H.", "(TH)", "TH/sakit", "TH sakit", "Tidak Hadir", "TIDAK  HADIR - sakit", "tdk hadir",
        "peserta tidak mengikuti", "DIS", "Dis.", "DIS: joki", "Didiskualifikasi", "GUGUR", "Gugur administrasi",
        "mangkir", "Absen", "APS", "mengundurkan diri", "tidak\u00a0hadir",
    ],
)  # fmt: skip
@pytest.mark.parametrize("renounced", [False, True])
def test_a_word_of_absence_where_nobody_reads_refuses_the_file(word, renounced):
    for remark in ("", ";keterangan"):
        text = f"nomor_peserta;twk;tiu;tkp;Ket.{remark}\n242715390841;0;0;0;{word}{remark and ';'}\n"
        sheet = read(text.encode(), "SKD", all_present=renounced)
        told = [error for error in sheet.errors if error["column"] == "Ket."]
        assert [error["row"] for error in told] == [2] and "keterangan" in told[0]["message"]


@pytest.mark.parametrize(
    "word", ["Th. Siregar", "TH. HUTAPEA", "Ani, S.Th", "M.Th.", "Dis. Pendidikan", "Thamrin", "-"]
)
def test_names_and_titles_that_only_look_like_it_do_not(word):
    [row] = rows(f"nomor_peserta;twk;tiu;tkp;nama;keterangan\n242715390841;65;80;166;{word};\n")
    assert row["status"] == "PRESENT"


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ("total;", None), ("total;399", "total"), ("Total SKD;398", None), ("JUMLAH;398,0", None),
        ("jumlah;39", "jumlah"), ("nilai total;4E2", "nilai total"), ("kode;P/L", None), ("Kode;TH", "Kode"),
        ("kode;DIS", "kode"),
    ],
)  # fmt: skip
def test_what_is_said_twice_has_to_be_the_same(more, column):
    heading, cell = more.split(";")
    text = f"nomor_peserta;twk;tiu;tkp;{heading};keterangan\n242715390841;85;125;188;{cell};\n"
    assert faults(text) == ([(2, column)] if column else [])


def test_an_absent_persons_total_and_code_are_compared_too():
    head = "nomor_peserta;twk;tiu;tkp;total;kode;keterangan\n242715390841;0;0;0;"
    assert faults(f"{head}0;TH;TH\n") == [] and faults(f"{head};;TH\n") == []
    assert faults(f"{head}5;TL;TH\n") == [(2, "total"), (2, "kode")]


def test_skb_scores_are_exact_decimal_text_with_their_maxima():
    [row] = rows(SKB + "242715390841;350,50;500;80;100;\n", "SKB")
    assert row["skb"] == [
        {"kind": "CAT", "score": "350.5", "most": 500},
        {"kind": "PRAKTIK", "score": "80", "most": 100},
    ]
    assert (
        faults(
            (SKB + "242715390841;350,5;500;80;100;\n").replace("keter", "total;keter").replace(";\n", ";430,5;\n"),
            "SKB",
        )
        == []
    )


def test_a_line_without_the_further_test_leaves_its_cells_blank():
    [row] = rows(SKB + "242715390841;300;500;;;\n", "SKB")
    assert row["skb"] == [{"kind": "CAT", "score": "300", "most": 500}]


def test_a_maximum_is_a_whole_number_and_has_its_score():
    assert faults(SKB + "242715390841;300;500,5;80;100,0;\n", "SKB") == [(2, "maks_cat")]
    assert "nilai_praktik" in read(SKB.replace("nilai_praktik", "praktik").encode(), "SKB").errors[0]["message"]


@pytest.mark.parametrize("points", ["85,0", "8.5", "-5", "1e2", "١٢", "0x10", "1000", "85a", "²"])
def test_points_are_whole_numbers_in_plain_digits(points):
    assert faults(f"{SKD}242715390841;{points};80;166;\n") == [(2, "twk")]


def test_a_number_that_excel_rounded_is_told_what_happened():
    sheet = read(
        f'{SKD}2,42715E+11;85;1,2E+2;188;\n\'242715390842;85;125;188;\n="242715390843";85;125;188;\n'.encode(), "SKD"
    )
    assert [(error["row"], error["column"]) for error in sheet.errors] == [(2, "nomor_peserta"), (2, "tiu")]
    assert all("notasi ilmiah" in error["message"] and "format Teks" in error["message"] for error in sheet.errors)
    assert [row["participant_no"] for row in sheet.rows] == ["242715390842", "242715390843"]


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


def test_a_file_of_thousands_of_columns_or_tests_is_told_so_and_no_more():
    for tests in (20_000, LIMIT_TESTS + 1):
        wide = ";".join(["nomor_peserta", "keterangan", *(f"nilai_{n};maks_{n}" for n in range(tests))])
        [fault] = read(f"{wide}\n1\n".encode(), "SKB").errors[:1]
        assert "paling banyak" in fault["message"] and fault["row"] == 1


def test_of_a_row_with_many_wrong_cells_all_are_named_in_few_faults():
    kinds = range(LIMIT_TESTS)
    head = ";".join(["nomor_peserta", *(f"nilai_{n};maks_{n}" for n in kinds), "keterangan"])
    sheet = read(f"{head}\n{';'.join(['x'] * (2 * LIMIT_TESTS + 2))}\n".encode(), "SKB")
    assert len(sheet.errors) == 4 and "maks_5" in sheet.errors[-1]["message"]
    assert len(read((SKD + "1;x;x;x;y\n" * 500).encode(), "SKD").errors) == 500 * 4


def test_a_file_with_more_rows_than_a_national_round_is_refused(monkeypatch):
    monkeypatch.setattr("selection.score_batch.sheet.LIMIT_ROWS", 30)
    many = SKD + "".join(f"24{number:010d};70;85;170;\n" for number in range(30))
    assert len(rows(many)) == 30 and LIMIT_ROWS == 100_000
    assert faults(many + "250000000000;70;85;170;\n") == [(1, None)]


@pytest.mark.parametrize("case", FIELD, ids=[case["kind"] for case in FIELD])
def test_what_happened_elsewhere_does_not_happen_here(case):
    """field.json: files as people really bring them, {kind, stage, lines, then}; no two kinds fail for one reason."""
    content = case.get("end", "\r\n").join(case["lines"]).encode(case.get("encoding", "utf-8"))
    sheet, then = read(content, case["stage"]), case["then"]
    assert Counter(row["status"] for row in sheet.rows) == then.get("statuses", {}) or "refused" in then
    assert [list(pair) for pair in faults(content, case["stage"])] == then.get("refused", [])
    told = " ".join(error["message"] for error in sheet.errors) + " ".join(one.column for one in sheet.unread)
    assert all(word in told for word in then.get("words", []))


NUMBERS = st.lists(st.integers(0, 10**10 - 1), min_size=1, max_size=6, unique=True)
MISSING = st.sampled_from([("ABSENT", None), ("DISQUALIFIED", None)])


@st.composite
def scores(draw, stage="SKD"):
    """Rows as a good file has them."""
    made = []
    for place, number in enumerate(draw(NUMBERS), start=2):
        points = {"twk": draw(st.integers(0, 150)), "tiu": draw(st.integers(0, 175)), "tkp": draw(st.integers(0, 225))}
        tests = [{"kind": "CAT", "score": draw(st.sampled_from(["0", "350", "350.5", "82.75"])), "most": 500}]
        status, none = draw(MISSING | st.just(("PRESENT", points)))
        given_ = none is not None
        made.append(
            {
                "row": place,
                "participant_no": f"24{number:010d}",
                "status": status,
                "skd": points if given_ and stage == "SKD" else None,
                "skb": tests if given_ and stage == "SKB" else None,
            }
        )
    return made


@pytest.mark.parametrize("form", writing.FORMS)
@pytest.mark.parametrize("stage", ["SKD", "SKB"])
@settings(max_examples=30)
@given(data=st.data())
def test_what_we_write_we_read_back(form, stage, data):
    made = data.draw(scores(stage))
    columns, cells = columns_of(stage), rows_of(made, stage)
    content = writing.workbook(columns, cells) if form == "xlsx" else b"".join(writing.csv_pieces(columns, cells))
    assert read(content, stage) == (made, [], [], True)


def test_a_published_result_is_a_score_file_too():
    one = {"job_name": "Perawat", "unit": "Puskesmas", "pages": []}
    shared = {"rank": 1, "decided_by": None, "final_shown": "72.545"}
    listed = [
        {**shared, "participant_no": "240000000001", "twk": 65, "tiu": 80, "tkp": 166, "total": 311, "code": "P/L"},
        {
            **shared,
            "participant_no": "240000000002",
            "twk": None,
            "tiu": None,
            "tkp": None,
            "total": None,
            "code": "TH",
        },
        {**shared, "participant_no": "240000000003", "twk": 65, "tiu": 80, "tkp": 166, "total": 311, "code": "DIS"},
    ]
    content = b"".join(writing.csv_pieces(RESULT, result_rows([one], lambda pages: listed)))
    sheet = read(content, "SKD")
    assert sheet.errors == [] and [row["status"] for row in sheet.rows] == ["PRESENT", "ABSENT", "DISQUALIFIED"]
    assert [row["participant_no"] for row in sheet.rows] == [row["participant_no"] for row in listed]
    assert [one.column for one in sheet.unread] == [
        "Jabatan",
        "Unit Penempatan",
        "Peringkat",
        "Nilai Akhir",
        "Diputus oleh",
    ]


@given(scores(), st.sampled_from(";,"), st.booleans(), st.data())
def test_whatever_is_added_to_a_good_file_changes_the_answer_or_is_named(made, delimiter, quoted, data):
    """A sign, a cell, a column, a row: nothing is taken in silence."""
    columns = [*columns_of("SKD"), "nama"]
    table = [columns, *([*map(_text, row), "Siti"] for row in rows_of(made, "SKD"))]
    if quoted:
        table = [[f'"{cell}"' for cell in row] for row in table]
    text = _joined(table, delimiter)
    before = read(text.encode(), "SKD")
    assert before.errors == [] and before.rows == made
    what = data.draw(st.sampled_from(["quote", "cell", "column", "row", "end"]))
    row = data.draw(st.integers(0, len(table) - 1))
    if what == "quote":
        place = data.draw(st.integers(0, len(text)))
        changed = f'{text[:place]}"{text[place:]}'
    elif what == "end":
        changed = f"{text}{delimiter.join(['x'] * len(columns))}"
    elif what == "column":
        place = data.draw(st.integers(0, len(columns)))
        changed = _joined(
            [[*cells[:place], f"x{n}"[: 1 + n], *cells[place:]] for n, cells in enumerate(table)], delimiter
        )
    else:
        place = data.draw(st.integers(0, len(columns) - 1))
        more = [*table[row][:place], data.draw(st.sampled_from(["1", "TH", "", "x"])), *table[row][place:]]
        changed = _joined(
            [*table[:row], *([more] if what == "cell" else [more[: len(columns)]]), *table[row + (what == "cell") :]],
            delimiter,
        )
    after = read(changed.encode(), "SKD")
    assert after != before, (text, changed)


def _text(cell):
    return "" if cell is None else str(cell)


def _joined(table, delimiter):
    return "".join(delimiter.join(row) + "\r\n" for row in table)
