"""One round from the published formation to the appointment, over HTTP, with every signature."""

import hashlib
import json
from collections import Counter
from datetime import timedelta

import pytest
from selection.ranking.computation import skd_rows
from selection.rules.ruleset import sha256

from tests.http.selection.conftest import decided_again, problem

pytestmark = pytest.mark.servers

SKD = """nomor_peserta;twk;tiu;tkp;keterangan
240000000001;65;80;166;
240000000002;70;90;180;HADIR
240000000003;60;175;225;
240000000004;0;0;0;TH
240000000005;100;100;200;DIS
240000000006;65;80;166;
"""
SKB = """nomor_peserta;nilai_cat;maks_cat;keterangan
240000000001;300;500;
240000000002;280,5;500;
240000000006;300,00;500;
"""


@pytest.fixture
def people(committee, opened):
    vacancy = committee.vacancy(quota=2)
    made = {}
    for number in range(1, 7):
        participant_no = f"24{number:010d}"
        made[participant_no] = committee.applicant(vacancy, participant_no)
    committee.applicant(vacancy, "240000000007", verdict="TMS")
    return vacancy, made


def codes(rows):
    return {row["participant_no"][-1]: row["code"] for row in rows}


def test_a_whole_round(committee, opened, people):
    _vacancy, made = people
    assert committee.get(f"/v1/rounds/{opened}/tally", "panitia").json["candidates"] == 6

    batch = committee.score(opened, "SKD", SKD)
    assert (batch["status"], batch["rows"], batch["applied"], batch["refused"]) == ("closed", 6, 6, 0)
    assert batch["summary"] == {"present": 4, "absent": 1, "disqualified": 1}
    listed = committee.get(f"/v1/rounds/{opened}/candidates?participant_no=240000000001", "panitia").json
    assert listed["items"][0]["skd"]["origin"] == {"batch": f"score_batch-{batch['id']}", "row": 2}
    assert committee.get(f"/v1/score-batches/{batch['id']}/file", "ketua").data == SKD.encode("utf-8-sig")

    path = committee.publish(opened, "SKD", "Hasil SKD")
    rows = committee.rows(path)
    assert codes(rows) == {"2": "P/L", "1": "P/L", "6": "P/L", "3": "TL", "4": "TH", "5": "DIS"}
    assert "candidate" not in rows[0] and rows[0]["rank"] == 1
    result = committee.get(path).json
    assert result["counts"] == {"DIS": 1, "P/L": 3, "TH": 1, "TL": 1}
    assert result["objection"] is None and result["rule_set"]["id"] == "KEPMEN321-2024"

    batch = committee.score(opened, "SKB", SKB)
    assert (batch["applied"], batch["refused"], batch["missing"]) == (3, 0, 0)

    first, second = made["240000000001"][1], made["240000000006"][1]
    committee.registration.known = {
        first: {"gpa": "3.50", "birth_date": "1992-02-29"},
        second: {"gpa": "3.50", "birth_date": "1991-12-31"},
    }
    path = committee.publish(opened, "FINAL", "Hasil Akhir")
    assert committee.registration.asked == [sorted([first, second])]
    assert "scope=registration%3Atiebreaks" in committee.registration.form
    rows = committee.rows(path)
    assert codes(rows) == {"6": "L", "1": "L", "2": "TL"}
    assert [row["decided_by"] for row in rows] == [None, "lebih tua", "nilai akhir"]
    kept = [event["bytes"] for commit in committee.runtime.db.commits.find() for event in commit["events"]]
    kept += [piece["bytes"] for piece in committee.runtime.db.lists.find()]
    assert not [raw for raw in kept if b"1992-02-29" in raw or b'"3.50"' in raw]

    order = {"effective_date": "2025-06-01", "decree_no": "800/117/BKPSDM/2025"}
    early = committee.post(f"/v1/rounds/{opened}/appointments", order, "ketua")
    problem(early, 409, "masa-sanggah")
    committee.clock.forward(timedelta(days=4))
    ordered = committee.post(f"/v1/rounds/{opened}/appointments", order, "ketua")
    assert ordered.status_code == 201, ordered.data
    committee.work()
    appointment = committee.get(f"/v1/appointments/{ordered.json['id']}", "auditor").json
    assert (appointment["winners"], appointment["applied"], appointment["status"]) == (2, 2, "closed")
    own = committee.get("/v1/candidates/mine", "pelamar", first).json["items"][0]
    assert own["appointed"]["effective_date"] == "2025-06-01"
    assert [standing["code"] for standing in own["standings"]] == ["P/L", "L"]
    assert [(one["quota"], one["ranked"], one["passed"]) for one in own["standings"]] == [(2, 3, 3), (2, 3, 2)]
    assert [(one["part"], one["threshold"], one["most"]) for one in own["scale"]] == [
        ("twk", 65, 150), ("tiu", 80, 175), ("tkp", 166, 225), ("total", None, 550),
    ]  # fmt: skip
    assert committee.get(f"/v1/rounds/{opened}/progress").json == {
        "lines": 1, "quota": 2, "skd": 6, "final": 3, "appointed": 2,
    }  # fmt: skip
    again = committee.post(f"/v1/rounds/{opened}/appointments", order, "ketua")
    problem(again, 409, "pengangkatan-sudah-dipesan")


def test_anyone_recomputes_a_published_result_from_its_bundle(committee, opened, people):
    committee.score(opened, "SKD", SKD)
    path = committee.publish(opened, "SKD", "Hasil SKD")
    bundle = committee.get(f"{path}/bundle").json

    def digest(value):
        return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())

    [ranking] = bundle["rankings"]
    assert digest(ranking["index"]).hexdigest() == ranking["list_sha256"]
    [page] = ranking["index"]["pages"]
    raw = committee.get(f"{path}/rankings/{ranking['vacancy']}/pages/0").data
    assert hashlib.sha256(raw).hexdigest() == page["sha256"]
    problem(committee.get(f"{path}/rankings/{ranking['vacancy']}/pages/1"), 404, "halaman-tidak-ada")
    line = {**ranking["index"], "rows": json.loads(raw)}
    pairs = [[line["vacancy"], ranking["list_sha256"]]]
    assert digest(pairs).hexdigest() == bundle["result"]["list_sha256"]
    assert sha256(bundle["rules"]) == bundle["result"]["rule_set"]["sha256"]
    assert digest({"plans": bundle["plans"], "rules": bundle["rules"]}).hexdigest() == line["rules_sha256"]
    status = {"TH": "ABSENT", "DIS": "DISQUALIFIED"}
    candidates = {
        row["candidate"]: {
            "participant_no": row["participant_no"],
            "withdrawn": False,
            "skd": {
                "status": status.get(row["code"], "PRESENT"),
                "skd": {part: row[part] for part in ("twk", "tiu", "tkp")} if row["total"] is not None else None,
            },
        }
        for row in line["rows"]
    }
    assert skd_rows(candidates, line["quota"], line["category"], bundle["rules"]) == line["rows"]


def test_how_scores_are_spread_is_what_the_rows_say(committee, opened, people):
    committee.score(opened, "SKD", SKD)
    path = committee.publish(opened, "SKD", "Hasil SKD")
    [listed] = committee.get(path).json["lists"]
    told = committee.get(f"{path}/spread?list={listed['id']}").json["items"]
    rows = [row for row in committee.rows(path) if row["total"] is not None]
    people, passed = Counter(row["total"] for row in rows), Counter(r["total"] for r in rows if r["code"] == "P/L")
    assert told == [{"points": points, "n": people[points], "passed": passed[points]} for points in sorted(people)]
    assert len(rows) > len(told) > 1 and passed
    problem(committee.get(f"{path}/spread?list={'0' * 32}"), 404, "daftar-tidak-ada", "list")
    problem(committee.get(f"{path}/spread"), 422, "isian", "list")


def test_the_csv_opens_in_an_indonesian_spreadsheet(committee, opened, people):
    committee.score(opened, "SKD", SKD)
    path = committee.publish(opened, "SKD", "Hasil SKD")
    answer = committee.get(f"{path}/rows.csv")
    assert answer.data.startswith(b"\xef\xbb\xbfJabatan;Unit Penempatan;Peringkat;")
    assert len(answer.data.decode("utf-8-sig").splitlines()) == 7
    assert "attachment" in answer.headers["Content-Disposition"]


def test_anyone_looks_up_a_number_and_sees_only_what_was_published(committee, opened, people):
    committee.score(opened, "SKD", SKD)
    problem(committee.get("/v1/participants/240000000002"), 404, "peserta-tidak-dikenal")
    committee.publish(opened, "SKD", "Hasil SKD")
    after = committee.get("/v1/participants/240000000002").json
    assert [(standing["code"], standing["rank"]) for standing in after["standings"]] == [("P/L", 1)]
    assert "person" not in after and "application" not in after
    problem(committee.get("/v1/participants/240000000007"), 404, "peserta-tidak-dikenal")


def test_a_withdrawal_after_skd_is_shown_and_calls_nobody_back(committee, opened, people):
    vacancy, made = people
    committee.score(opened, "SKD", SKD)
    committee.publish(opened, "SKD", "Hasil SKD")
    stream, person = made["240000000002"]
    subject = {"period": "CPNS-2024", "vacancy": vacancy, "person": person}
    committee.tell("application.withdrawn", stream, subject | {"was": "MS", "reason": None}, version=2)
    batch = committee.score(opened, "SKB", SKB)
    assert (batch["applied"], batch["refusals"]) == (2, [{"row": 3, "rule": "peserta-mundur"}])
    path = committee.publish(opened, "FINAL", "Hasil Akhir")
    rows = committee.rows(path)
    assert codes(rows) == {"1": "L", "6": "L", "2": "APS"}
    assert rows[0]["tied"] and rows[0]["rank"] == rows[1]["rank"] == 1


def test_everything_that_was_ordered_and_signed_can_be_decided_again_from_the_record(committee, opened, people):
    """As an auditor does it: the states that the event names as its basis, folded from events, and the same rule."""
    committee.score(opened, "SKD", SKD)
    committee.publish(opened, "SKD", "Hasil SKD")
    committee.score(opened, "SKB", SKB)
    committee.publish(opened, "FINAL", "Hasil Akhir")
    decided = decided_again(committee.runtime.store)
    assert decided >= {
        "rules.proposed", "rules.locked", "score_batch.staged", "score_batch.approved", "score_batch.closed",
        "ranking_batch.ordered", "ranking_batch.closed", "ranking.computed",
        "result.proposed", "result.approved", "result.published",
    }  # fmt: skip


def test_how_far_every_round_is_takes_one_question(committee, opened, people):
    staged = committee.stage(opened, "SKD", SKD)
    assert committee.waits() == [("scores", "other")] and committee.waits("ketua") == [("scores", "second")]
    assert committee.waits("panitia", "b") == [("scores", "second")]
    assert committee.approve(staged).status_code == 200
    committee.work()
    assert committee.waits() == []
    assert committee.rank(opened, "SKD")["refused"] == 0
    committee.announce({}, "pasca_sanggah")
    assert committee.post(f"/v1/rounds/{opened}/results/SKD/proposal").status_code == 200
    assert committee.waits() == [("result", "other")] and committee.waits("ketua") == [("result", "second")]
    pending = committee.pending(opened, "SKD")
    path, body = f"/v1/results/{pending['id']}", {"proposed": pending["proposed"]}
    assert committee.post(f"{path}/approval", body, "ketua", version=pending["version"]).status_code == 200
    assert committee.waits() == [("result", "you")] == committee.waits("ketua"), "either may publish it"
    signed = committee.pending(opened, "SKD")
    letter = {"number": "800/1/BKPSDM", "title": "Hasil SKD", "approved": signed["approved"]}
    assert committee.post(f"{path}/publication", letter, "ketua", version=signed["version"]).status_code == 200
    told = committee.get("/v1/waiting", "ketua").json
    assert told["items"] == []
    pending = committee.get(f"/v1/rounds/{opened}/results/SKD", "ketua").json
    [standing] = committee.get("/v1/rounds/standings?period=CPNS-2024", "auditor").json["items"]
    result = {key: pending[key] for key in ("status", "counts", "published_edition")}
    [round_] = committee.get("/v1/rounds").json["items"]
    assert standing == {
        **round_,
        "round": opened,
        "tally": committee.get(f"/v1/rounds/{opened}/tally", "auditor").json,
        "results": {"SKD": result},
    }
    assert result["published_edition"] == 1
    assert told["rounds"] == [round_ | standing], "as the lists of both have it"
