"""What selection refuses over HTTP, and that nothing is half done then."""

import pytest
from asnkit.errors import Unavailable

from tests.http.selection.conftest import problem

pytestmark = pytest.mark.servers

HEAD = "nomor_peserta;twk;tiu;tkp;keterangan\n"
FINE = HEAD + "240000000001;65;80;166;\n"


@pytest.fixture
def line(committee, opened):
    vacancy = committee.vacancy()
    for number in (1, 2):
        committee.applicant(vacancy, f"24{number:010d}")
    return vacancy


def faults(response):
    assert response.status_code == 200, response.data
    assert (response.json["id"], response.json["status"]) == (None, "rejected")
    return [(fault["row"], fault["column"]) for fault in response.json["errors"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, None)]),
        ("nomor_peserta;twk;tiu\n240000000001;65;80\n", [(1, None)]),
        (HEAD, [(1, None)]),
        (b"\xff\xfe\x00", [(1, None)]),
        (
            HEAD + "24;65;80;166;\n\n240000000001;x;80;166;absen\n",
            [(2, "nomor_peserta"), (4, "keterangan"), (4, "twk")],
        ),
        (HEAD + "240000000009;65;80;166;\n240000000001;67;80;166;\n", [(2, "nomor_peserta")]),
        (HEAD + "240000000001;65;80;166;\n240000000001;65;80;166;\n", [(3, "nomor_peserta")]),
        (HEAD + "240000000001;67;80;166;\n240000000002;65;80;226;\n", [(2, "twk"), (3, "tkp")]),
        (HEAD + "240000000001;;80;166;\n", [(2, "twk")]),
        (HEAD + "240000000001;65;80;166;TH\n", [(2, None)]),
    ],
    ids=[
        "empty",
        "columns",
        "no rows",
        "not text",
        "cells",
        "unknown",
        "twice",
        "impossible",
        "blank",
        "absent with points",
    ],
)
def test_only_the_most_fundamental_faults_are_shown_with_rows_as_in_the_sheet(committee, opened, line, text, expected):
    assert faults(committee.upload(opened, "SKD", text)) == expected
    assert committee.get("/v1/score-batches", "panitia").json["items"] == []


def test_the_same_file_is_not_imported_twice_for_a_stage(committee, opened, line):
    assert committee.upload(opened, "SKD", FINE).json["id"]
    problem(committee.upload(opened, "SKD", FINE, name="b"), 409, "berkas-sudah-diunggah")


def test_the_same_request_again_gets_the_same_file(committee, opened, line):
    first = committee.upload(opened, "SKD", FINE, key="k")
    again = committee.upload(opened, "SKD", FINE, key="k")
    assert first.json == again.json


def test_scores_wait_for_the_lock(committee):
    body = {"period": "CPNS-2025", "name": "x", "procurement_type": "PNS", "mode": "lokal"}
    round_id = committee.post("/v1/rounds", body).json["id"]
    problem(committee.upload(round_id, "SKD", FINE), 409, "aturan-belum-dikunci")
    problem(committee.post(f"/v1/rounds/{round_id}/rankings", {"stage": "SKD"}), 409, "aturan-belum-dikunci")


def test_nobody_signs_twice(committee, opened, line):
    staged = committee.stage(opened, "SKD", FINE)
    problem(committee.approve(staged, "panitia"), 403, "penanda-tangan-sama")
    assert committee.approve(staged, "panitia", name="b").status_code == 200
    again = {**staged, "version": 2}
    problem(committee.approve(again), 409, "berkas-sudah-disetujui")


def test_one_person_in_two_roles_is_one_person(committee, opened, line):
    person = committee.issuer.token(sub="panitia-a", role="ketua", aud=["selection"])
    staged = committee.stage(opened, "SKD", FINE)
    headers = {**committee.headers("ketua", version=1), "Authorization": f"Bearer {person}"}
    path = f"/v1/score-batches/{staged['id']}/approval"
    problem(committee.client.post(path, json={"staged": staged["staged"]}, headers=headers), 403, "penanda-tangan-sama")


def test_a_signature_needs_the_version_that_was_seen_and_the_event_that_was_read(committee, opened, line):
    staged = committee.stage(opened, "SKD", FINE)
    problem(committee.approve({**staged, "version": None}), 428, "versi-wajib", "If-Match")
    problem(committee.approve({**staged, "version": 7}), 412, "versi-lama")
    other = {**staged, "staged": {**staged["staged"], "sha256": "0" * 64}}
    problem(committee.approve(other), 409, "bukan-yang-dibaca", "staged")
    assert committee.get(f"/v1/score-batches/{staged['id']}", "ketua").json["status"] == "staged"


def test_a_second_unequal_score_is_refused_and_the_batch_says_which_row(committee, opened, line):
    for text, expected in ((FINE, []), (FINE.replace("166", "170"), [{"row": 2, "rule": "nilai-sudah-ada"}])):
        shown = committee.score(opened, "SKD", text)
        assert shown["refusals"] == expected
        assert shown["applied"] + shown["refused"] == shown["rows"] == 1
        listed = committee.get(f"/v1/score-batches/{shown['id']}/refusals", "auditor").json
        assert listed == {"items": expected, "total": len(expected)}
    assert committee.get(f"/v1/rounds/{opened}/tally", "auditor").json["skd"] == 1


def test_skb_waits_for_the_published_skd_result(committee, opened, line):
    problem(committee.upload(opened, "SKB", "nomor_peserta;nilai_cat;maks_cat;keterangan\n"), 409, "hasil-belum-terbit")
    committee.score(opened, "SKD", FINE.replace("\n", "\n240000000002;65;80;166;\n", 1))
    problem(committee.post(f"/v1/rounds/{opened}/rankings", {"stage": "FINAL"}), 409, "hasil-belum-terbit")


def test_a_ranking_waits_for_every_score(committee, opened, line):
    problem(committee.post(f"/v1/rounds/{opened}/rankings", {"stage": "SKD"}), 409, "nilai-belum-lengkap")
    problem(committee.post(f"/v1/rounds/{opened}/results/SKD/proposal"), 409, "peringkat-belum-lengkap")


def test_a_period_has_one_round(committee, opened):
    body = {"period": "CPNS-2024", "name": "x", "procurement_type": "PNS", "mode": "lokal"}
    problem(committee.post("/v1/rounds", body), 409, "periode-dipakai", "period")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/rounds", {}),
        ("/v1/rounds/{round}/rules", {"rule_set": "KEPMEN321-2024"}),
        ("/v1/rounds/{round}/rankings", {"stage": "SKD"}),
        ("/v1/rounds/{round}/results/SKD/proposal", None),
        ("/v1/rounds/{round}/appointments", {"effective_date": "2025-06-01", "decree_no": "1"}),
        ("/v1/score-batches?round={round}&stage=SKD&file=a.csv", None),
    ],
)
def test_applicants_and_auditors_change_nothing(committee, opened, path, body):
    for role in ("pelamar", "auditor", "verifikator"):
        problem(committee.post(path.format(round=opened), body, role), 403, "peran")


def test_the_committees_lists_are_not_for_the_public(committee, opened):
    for path in (f"/v1/rounds/{opened}/candidates", f"/v1/rounds/{opened}/rankings?stage=SKD", "/v1/score-batches"):
        problem(committee.get(path), 401, "belum-masuk")
        problem(committee.get(path, "pelamar"), 403, "peran")


def test_what_is_not_there_is_404(committee, opened):
    nothing = "0192f0c4-7a20-7c3e-9b1d-2f6a5c8e0010"
    for path in (f"/v1/rounds/{nothing}", f"/v1/results/{nothing}", "/v1/rule-sets/KEPMEN1-1999"):
        assert committee.get(path).status_code == 404
    for path in (f"/v1/rankings/{nothing}", f"/v1/score-batches/{nothing}", f"/v1/appointments/{nothing}"):
        assert committee.get(path, "auditor").status_code == 404


def test_a_tie_waits_for_registration_and_goes_on_when_it_is_back(committee, opened, line, monkeypatch):
    committee.score(opened, "SKD", HEAD + "240000000001;65;80;166;\n240000000002;65;80;166;\n")
    committee.publish(opened, "SKD", "Hasil SKD")
    rows = "".join(f"24{number:010d};300;500;\n" for number in (1, 2))
    committee.score(opened, "SKB", "nomor_peserta;nilai_cat;maks_cat;keterangan\n" + rows)
    with monkeypatch.context() as away:
        away.setitem(committee.runtime.settings.urls, "registration", "http://127.0.0.1:1")
        with pytest.raises(Unavailable):
            committee.rank(opened, "FINAL")
    assert committee.get(f"/v1/rounds/{opened}/rankings?stage=FINAL", "panitia").json["items"] == []
    committee.work()
    assert len(committee.get(f"/v1/rounds/{opened}/rankings?stage=FINAL", "panitia").json["items"]) == 1


def test_a_full_tie_across_the_last_seat_stops_the_result(committee, opened, line):
    committee.score(opened, "SKD", HEAD + "240000000001;65;80;166;\n240000000002;65;80;166;\n")
    committee.publish(opened, "SKD", "Hasil SKD")
    rows = "".join(f"24{number:010d};300;500;\n" for number in (1, 2))
    committee.score(opened, "SKB", "nomor_peserta;nilai_cat;maks_cat;keterangan\n" + rows)
    committee.rank(opened, "FINAL")
    problem(committee.post(f"/v1/rounds/{opened}/results/FINAL/proposal"), 409, "seri-penuh")
    [ranking] = committee.get(f"/v1/rounds/{opened}/rankings?stage=FINAL", "panitia").json["items"]
    shown = committee.get(f"/v1/rankings/{ranking['id']}/rows", "panitia").json["items"]
    assert [(row["rank"], row["code"], row["tied"]) for row in shown] == [(1, "SERI", True)] * 2


def test_a_doctors_line_waits_for_its_category_when_rules_are_proposed_and_when_they_are_locked(committee):
    doctor = committee.vacancy(job="Dokter Ahli Pertama")
    body = {"period": "CPNS-2024", "name": "Seleksi CPNS 2024", "procurement_type": "PNS", "mode": "nasional"}
    path = f"/v1/rounds/{committee.post('/v1/rounds', body).json['id']}"
    rules = {"rule_set": "KEPMEN321-2024"}
    problem(committee.post(f"{path}/rules", rules, version=1), 422, "formasi-tanpa-kategori", "plans")

    def listed():
        found = committee.get(f"{path}/plans?rule_set=KEPMEN321-2024", "panitia").json["items"]
        return [(one["vacancy"], one["of_job"], one["own"], one["plan"]["category"]) for one in found]

    assert listed() == [(doctor, "DOKTER", False, "UMUM")]
    plan = {"vacancy": doctor, "category": "DOKTER", "skb": [{"kind": "CAT", "most": 500, "percent": 100}]}
    assert committee.post(f"{path}/rules", rules | {"plans": [plan]}, version=1).status_code == 200
    assert listed() == [(doctor, "DOKTER", True, "DOKTER")]
    committee.vacancy(job="Dokter Gigi Ahli Pertama")
    proposed = committee.get(f"{path}/rules").json["proposed"]
    locked = committee.post(f"{path}/rules/lock", {"proposed": proposed}, "ketua", version=2)
    problem(locked, 422, "formasi-tanpa-kategori", "plans")
