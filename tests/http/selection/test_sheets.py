"""Score files over HTTP: workbooks and CSVs, what is not read or renounced, what is wrong, and what to fill in."""

import pytest
from asnkit.bulk import Batches
from asnkit.events import new_id
from asnkit.sheet import keeping, writing
from asnkit.sheet.writing import MEDIA_TYPES
from selection.score_batch.rows import SCORES
from selection.score_batch.sheet import read
from selection.score_batch.writing import columns_of

from tests.http.selection.conftest import problem

pytestmark = pytest.mark.servers

HEAD = "nomor_peserta;twk;tiu;tkp;keterangan;nama\n"
ROWS = "240000000001;65;80;166;;Ani\n240000000002;0;0;0;TH;Budi\n"
NO_REMARKS = "nomor_peserta;twk;tiu;tkp\n240000000001;65;80;166\n"
WITHOUT = {"all_present": "true"}


@pytest.fixture
def line(committee, opened):
    vacancy = committee.vacancy()
    for number in (1, 2):
        committee.applicant(vacancy, f"24{number:010d}")
    return vacancy


def upload(committee, round_id, content, file="nilai.csv", stage="SKD", name="a", **more):
    query = {"round": round_id, "stage": stage, "file": file, **more}
    data = content.encode() if isinstance(content, str) else content
    kind = MEDIA_TYPES["xlsx" if file.endswith("xlsx") else "csv"]
    return committee.post("/v1/score-batches", name=name, query_string=query, data=data, content_type=kind)


def recorded(committee):
    found = committee.runtime.db.state.find({"aggregate": "candidate"}).sort("data.participant_no", 1)
    return [one["data"]["skd"] and one["data"]["skd"]["status"] for one in found]


def test_a_workbook_goes_the_whole_way_and_is_handed_to_the_second_person_as_it_came(committee, opened, line):
    content = writing.workbook(columns_of("SKD"), [("240000000001", 65, 80, 166, ""), ("240000000002", 0, 0, 0, "TH")])
    staged = upload(committee, opened, content, "nilai.xlsx").json
    assert (staged["status"], staged["summary"]) == ("staged", {"present": 1, "absent": 1, "disqualified": 0})
    file = committee.get(f"/v1/score-batches/{staged['id']}/file", "ketua")
    assert (file.data, file.content_type) == (content, MEDIA_TYPES["xlsx"])
    assert file.headers["Content-Disposition"] == 'attachment; filename="nilai-skd.xlsx"'
    assert committee.approve(staged).status_code == 200
    committee.work()
    assert recorded(committee) == ["PRESENT", "ABSENT"]


def test_a_workbook_that_is_called_csv_is_told_so(committee, opened, line):
    content = writing.workbook(columns_of("SKD"), [("240000000001", 65, 80, 166, "")])
    [fault] = upload(committee, opened, content, "nilai.csv").json["errors"]
    assert "buku kerja Excel (XLSX) yang diberi nama .csv" in fault["message"]


def test_columns_that_nobody_reads_are_named_before_each_of_the_two_signs(committee, opened, line):
    unread = [{"column": "nama", "cells": 2}]
    looked = upload(committee, opened, HEAD + ROWS, preview="true").json
    assert (looked["id"], looked["status"], looked["errors"], looked["unread"]) == (None, "preview", [], unread)
    assert looked["summary"] == {"present": 1, "absent": 1, "disqualified": 0}
    assert committee.get("/v1/score-batches", "panitia").json["items"] == []
    staged = upload(committee, opened, HEAD + ROWS).json
    assert (staged["status"], staged["unread"], staged["remarks"]) == ("staged", unread, "COLUMN")
    assert committee.get(f"/v1/score-batches/{staged['id']}", "ketua").json["unread"] == unread
    [event] = committee.runtime.store.events(f"score_batch-{staged['id']}")
    assert event.fact == "score_batch.staged" and "nama" not in str(event.data)
    assert committee.approve(staged).status_code == 200
    committee.work()
    assert recorded(committee) == ["PRESENT", "ABSENT"]


def test_what_a_column_that_nobody_reads_is_called_goes_with_the_files_key(committee, opened, line):
    staged = upload(committee, opened, HEAD + ROWS).json
    stream = f"score_batch-{staged['id']}"
    committee.runtime.vault.destroy(stream)
    committee.runtime.vault._remembered.clear()
    assert committee.get(f"/v1/score-batches/{staged['id']}", "ketua").json["unread"] == []


def test_the_column_of_remarks_is_there_or_is_renounced_and_the_event_says_which(committee, opened, line):
    [fault] = upload(committee, opened, NO_REMARKS).json["errors"]
    assert "semua peserta dalam berkas ini hadir" in fault["message"]
    staged = upload(committee, opened, NO_REMARKS, **WITHOUT).json
    assert (staged["status"], staged["remarks"]) == ("staged", "RENOUNCED")
    assert committee.get(f"/v1/score-batches/{staged['id']}", "ketua").json["remarks"] == "RENOUNCED"
    committee.approve(staged)
    committee.work()
    assert recorded(committee) == ["PRESENT", None]


def test_a_word_of_absence_that_nobody_reads_is_refused_even_when_all_are_said_to_be_present(committee, opened, line):
    text = "nomor_peserta;twk;tiu;tkp;Ket.\n240000000001;0;0;0;GUGUR\n"
    given = upload(committee, opened, text, **WITHOUT).json
    assert (given["status"], [(one["row"], one["column"]) for one in given["errors"]]) == ("rejected", [(2, "Ket.")])


@pytest.mark.parametrize("remarks", [None, "RENOUNCED"])
def test_a_file_that_was_staged_without_that_column_is_read_as_it_was_signed(committee, opened, line, remarks):
    """An earlier release did not ask: its event says nothing of remarks, its rows are those of everybody present."""
    staged = upload(committee, opened, NO_REMARKS, **WITHOUT).json
    state = committee.runtime.store.load_signed(f"score_batch-{staged['id']}").state
    older = {name: value for name, value in state.items() if name != "remarks"}
    read_again = SCORES.rows(committee.runtime, f"score_batch-{staged['id']}", older if remarks is None else state)
    assert [row["status"] for row in read_again] == ["PRESENT"]


def test_a_file_that_this_release_would_refuse_is_not_recorded(committee, opened, line, monkeypatch):
    """What an earlier release staged with absences in a column that it did not read."""
    text = NO_REMARKS.replace("tkp\n", "tkp;Ket.\n").replace("166\n", "166;DIS\n")
    with monkeypatch.context() as earlier:
        blind = read(NO_REMARKS.encode(), "SKD", all_present=True)
        earlier.setattr("selection.score_batch.reading.read", lambda *_, **__: blind)
        staged = upload(committee, opened, text).json
    assert committee.approve(staged).status_code == 200
    committee.work()
    shown = committee.get(f"/v1/score-batches/{staged['id']}", "auditor").json
    assert (shown["status"], shown["failed_by"]) == ("failed", "baris-berubah")
    assert recorded(committee) == [None, None]
    assert Batches(committee.runtime).step() == 0


def test_of_many_faults_two_hundred_are_shown_and_all_are_in_a_file_for_whoever_uploaded(committee, opened, line):
    wrong = "nomor_peserta;twk;tiu;tkp;keterangan\n" + "1;x;80;166;\n" * 3000
    answer = upload(committee, opened, wrong)
    assert len(answer.data) < 40_000
    given = answer.json
    assert (given["status"], given["faults"], len(given["errors"])) == ("rejected", 6000, 200)
    path = f"/v1/score-batches/faults/{given['fault_file']}"
    listed = committee.get(f"{path}.csv", "panitia").data.decode("utf-8-sig").splitlines()
    assert len(listed) == 6001 and listed[0] == "Baris;Kolom;Kesalahan" and listed[-1].startswith("3001;twk;")
    assert committee.get(f"{path}.xlsx", "panitia").data.startswith(b"PK")
    problem(committee.get(f"{path}.csv", "panitia", "b"), 404, "kesalahan-tidak-ada")
    problem(committee.get(f"{path}.csv", "auditor"), 403, "peran")
    problem(committee.get(f"/v1/score-batches/faults/{new_id('x')}.csv", "panitia"), 404, "kesalahan-tidak-ada")


def test_faults_are_kept_for_an_hour_and_nothing_else_of_a_refused_file(committee, opened, line):
    upload(committee, opened, "nomor_peserta;twk;tiu;tkp;keterangan;nama\n1;65;80;166;;Seseorang\n")
    index = committee.runtime.db[keeping.COLLECTION].index_information()["at_1"]
    assert index["expireAfterSeconds"] == keeping.SECONDS == 3600
    [kept] = committee.runtime.db[keeping.COLLECTION].find()
    assert set(kept) == {"_id", "actor", "at", "faults"}
    [row] = keeping.rows(committee.runtime.db, kept["actor"], kept["_id"])
    assert row == [2, "nomor_peserta", "Nomor peserta terdiri atas 12 angka."]


@pytest.mark.parametrize("form", writing.FORMS)
def test_the_file_to_fill_in_has_everybody_without_a_score_and_is_read_back(committee, opened, line, form):
    path, query = f"/v1/score-batches/template.{form}", f"?round={opened}&stage=SKD"
    committee.score(opened, "SKD", "nomor_peserta;twk;tiu;tkp;keterangan\n240000000002;65;80;166;\n")
    answer = committee.get(path + query, "panitia")
    assert answer.content_type == MEDIA_TYPES[form]
    sheet = read(answer.data, "SKD")
    assert [(error["row"], error["column"]) for error in sheet.errors] == [(2, "twk"), (2, "tiu"), (2, "tkp")]
    problem(committee.get(path + query, "auditor"), 403, "peran")
    problem(committee.get(f"{path}?round={opened}&stage=SKB", "panitia"), 409, "hasil-belum-terbit")


def test_the_file_to_fill_in_for_skb_has_those_who_go_on_and_the_maxima(committee, opened, line):
    committee.score(
        opened, "SKD", "nomor_peserta;twk;tiu;tkp;keterangan\n240000000001;65;80;166;\n240000000002;5;5;9;\n"
    )
    committee.publish(opened, "SKD", "Hasil SKD")
    answer = committee.get(f"/v1/score-batches/template.csv?round={opened}&stage=SKB", "ketua")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines == ["nomor_peserta;nilai_cat;maks_cat;keterangan", "'240000000001;;500;"]
    filled = answer.data.replace(b";;500;", b";412,5;500;")
    assert upload(committee, opened, filled, stage="SKB").json["status"] == "staged"


def test_a_published_result_comes_in_both_forms(committee, opened, line):
    committee.score(opened, "SKD", HEAD + ROWS)
    path = committee.publish(opened, "SKD", "Hasil SKD")
    sheets = [read(committee.get(f"{path}/rows.{form}").data, "SKD") for form in writing.FORMS]
    assert sheets[0] == sheets[1] and sheets[0].errors == []
    assert [row["status"] for row in sheets[0].rows] == ["PRESENT", "ABSENT"]
