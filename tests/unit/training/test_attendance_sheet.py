"""The attendance of a session as a sheet: what is new of it, and what is wrong in which row."""

import csv
import io

import pytest
from asnkit.sheet.writing import workbook
from training.attendance.sheet import lines, read, titles

DAYS = ("2026-12-01", "2026-12-02")
A, B = "0192f0c4-7a11-5c3e-9b1d-2f6a5c8e0001", "0192f0c4-7a11-5c3e-9b1d-2f6a5c8e0002"
ATTENDED = {A: ["2026-12-01"], B: []}
HEAD = titles(DAYS)


def written(*rows, head=HEAD):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([head, *rows])
    return text.getvalue().encode()


def errors_of(*rows, head=HEAD, days=DAYS):
    found = read(written(*rows, head=head), days, ATTENDED)
    assert not found.rows
    return [(one["row"], one["column"], one["message"]) for one in found.errors]


def test_what_is_given_out_comes_back_and_changes_nothing():
    places = [{"_id": f"enrolment-{one}", "person": one, "unit": "Dinas", "attended": ATTENDED[one]} for one in (A, B)]
    given = list(lines(places, {A: "Siti"}, DAYS))
    assert given == [(A, "Siti", "Dinas", "hadir", ""), (B, "", "Dinas", "", "")]
    for content in (written(*given), workbook(HEAD, given)):
        assert read(content, DAYS, ATTENDED) == ([], 1, [], [])


def test_only_what_is_new_is_told():
    found = read(written((A, "Siti", "Dinas", "Hadir", "x"), (B.upper(), "", "", "tidak", "YA")), DAYS, ATTENDED)
    assert (found.known, found.errors) == (1, [])
    assert found.rows == [
        {"row": 2, "enrolment": A, "days": ["2026-12-02"]},
        {"row": 3, "enrolment": B, "days": ["2026-12-02"]},
    ]


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        ([("x", "", "", "", "hadir")], (2, "Kepesertaan"), "Bukan kepesertaan"),
        ([(B, "", "", "hadir", ""), (B, "", "", "", "")], (3, "Kepesertaan"), "sudah ada pada baris 2"),
        ([(B, "", "", "mungkin", "")], (2, HEAD[3]), "Isi dengan hadir atau tidak"),
        ([(A, "", "", "tidak", "hadir")], (2, HEAD[3]), "koreksi dengan alasannya"),
        ([], (1, None), "Tidak ada baris peserta"),
    ],
)
def test_a_fault_is_told_by_row_column_and_what_to_do(rows, where, words):
    [(row, column, message)] = errors_of(*rows)
    assert (row, column) == where and words in message


def test_a_day_that_has_not_come_is_read_by_nobody_and_without_any_there_is_nothing_to_record():
    found = read(written((B, "", "", "hadir", "hadir")), DAYS[:1], ATTENDED)
    assert [row["days"] for row in found.rows] == [["2026-12-01"]]
    assert [one.column for one in found.unread] == [HEAD[4]]
    [(_row, _column, message)] = errors_of((B, "", "", "hadir", ""), days=())
    assert "belum" in message or "sudah tiba" in message
    [(_row, _column, message)] = errors_of(("Siti",), head=("Nama",))
    assert "Kepesertaan" in message


def test_one_fault_keeps_the_whole_sheet_from_being_recorded():
    assert errors_of((B, "", "", "hadir", ""), ("x", "", "", "hadir", ""))
