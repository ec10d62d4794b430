"""What lies beside the events is exchanged between two signatures: nothing of it happens, and it is named."""

from datetime import timedelta

import pytest
from asnkit import bulk
from asnkit.bulk import Batches
from bson.binary import Binary
from selection.ranking import lists
from selection.ranking.listing import pack
from selection.score_batch import rows as score_rows
from selection.streams import new_candidate

from tests.http.selection.conftest import problem

pytestmark = pytest.mark.servers

SKD = """nomor_peserta;twk;tiu;tkp;keterangan
240000000001;100;120;180;
240000000002;70;80;160;
"""
SKB = """nomor_peserta;nilai_cat;maks_cat;keterangan
240000000001;300;500;
"""
ORDER = {"effective_date": "2025-06-01", "decree_no": "800/117/BKPSDM/2025"}


@pytest.fixture
def people(committee):
    """Two applicants of one line: the first passes, the second does not."""
    vacancy = committee.vacancy()
    return [committee.applicant(vacancy, f"24000000000{number}") for number in (1, 2)]


@pytest.fixture
def db(committee):
    return committee.runtime.db


def scores(db):
    found = db.state.find({"aggregate": "candidate"}).sort("data.participant_no", 1)
    return [state["data"]["skd"] and tuple(state["data"]["skd"]["skd"].values()) for state in found]


def failed(committee, staged):
    """The batch after the worker has met what was exchanged."""
    assert committee.approve(staged).status_code == 200
    committee.work()
    shown = committee.get(f"/v1/score-batches/{staged['id']}", "auditor").json
    assert (shown["status"], shown["applied"]) == ("failed", 0)
    return shown["failed_by"]


def test_the_untouched_file_is_recorded(committee, opened, people, db):
    assert committee.score(opened, "SKD", SKD)["applied"] == 2
    assert scores(db) == [(100, 120, 180), (70, 80, 160)]


@pytest.mark.parametrize("forged", [b"forged", b""], ids=["other bytes", "none"])
def test_a_file_that_was_exchanged_between_the_signatures_is_not_recorded(committee, opened, people, db, forged):
    staged = committee.stage(opened, "SKD", SKD)
    db.batch_files.update_many({}, {"$set": {"bytes": Binary(forged)}})
    assert failed(committee, staged) == "berkas-berubah"
    assert scores(db) == [None, None]


def test_another_file_sealed_with_the_very_key_is_not_recorded(committee, opened, people, db):
    staged, vault = committee.stage(opened, "SKD", SKD), committee.runtime.vault
    stream = f"score_batch-{staged['id']}"
    better = SKD.replace("70;80;160", "150;175;225").encode("utf-8-sig")
    db.batch_files.update_many({}, {"$set": {"bytes": Binary(vault.seal_bytes(stream, stream, "content", better))}})
    assert failed(committee, staged) == "berkas-berubah"


def test_a_file_that_is_gone_is_not_recorded(committee, opened, people, db):
    staged = committee.stage(opened, "SKD", SKD)
    db.batch_files.delete_many({})
    assert failed(committee, staged) == "berkas-berubah"


def test_rows_that_are_read_otherwise_than_they_were_signed_are_not_recorded(committee, opened, people, monkeypatch):
    staged = committee.stage(opened, "SKD", SKD)
    real = score_rows.read

    def better(content, stage, **more):
        sheet = real(content, stage, **more)
        return sheet._replace(rows=[{**row, "skd": {"twk": 150, "tiu": 175, "tkp": 225}} for row in sheet.rows])

    monkeypatch.setattr(score_rows, "read", better)
    assert failed(committee, staged) == "baris-berubah"


def test_numbers_exchanged_between_two_candidates_are_noticed(committee, opened, people, db):
    staged = committee.stage(opened, "SKD", SKD)
    streams = [state["_id"] for state in db.state.find({"aggregate": "candidate"}).sort("data.participant_no", 1)]
    for stream, number in zip(streams, ("240000000002", "240000000001"), strict=True):
        db.state.update_one({"_id": stream}, {"$set": {"data.participant_no": number}})
    assert failed(committee, staged) == "baris-berubah"


def test_what_failed_may_be_uploaded_anew(committee, opened, people, db):
    staged = committee.stage(opened, "SKD", SKD)
    db.batch_files.delete_many({})
    failed(committee, staged)
    assert committee.score(opened, "SKD", SKD)["applied"] == 2


def test_who_uploaded_is_read_from_the_event_and_not_from_the_state(committee, opened, people, db):
    staged = committee.stage(opened, "SKD", SKD)
    stream = f"score_batch-{staged['id']}"
    db.state.update_one({"_id": stream}, {"$set": {"data.staged.actor": "ketua:ketua-x"}})
    problem(committee.approve(staged, "panitia"), 403, "penanda-tangan-sama")


def test_who_proposed_rules_is_read_from_the_event_and_not_from_the_state(committee, db):
    body = {"period": "CPNS-2024", "name": "x", "procurement_type": "PNS", "mode": "lokal"}
    path = f"/v1/rounds/{committee.post('/v1/rounds', body).json['id']}/rules"
    committee.post(path, {"rule_set": "KEPMEN321-2024"}, version=1)
    db.state.update_many({"aggregate": "round"}, {"$set": {"data.proposed.signed.actor": "ketua:ketua-x"}})
    proposed = committee.get(path).json["proposed"]
    problem(committee.post(f"{path}/lock", {"proposed": proposed}, version=2), 403, "penanda-tangan-sama")


def test_a_score_that_is_edited_before_the_ranking_does_not_reach_it(committee, opened, people, db):
    committee.score(opened, "SKD", SKD)
    wanted = {"aggregate": "candidate", "data.participant_no": "240000000002"}
    db.state.update_one(wanted, {"$set": {"data.skd.skd": {"twk": 150, "tiu": 175, "tkp": 225}}})
    assert committee.rank(opened, "SKD")["applied"] == 1
    [ranking] = committee.get(f"/v1/rounds/{opened}/rankings?stage=SKD", "panitia").json["items"]
    rows = committee.get(f"/v1/rankings/{ranking['id']}/rows", "panitia").json["items"]
    assert [(row["participant_no"][-1], row["total"]) for row in rows] == [("1", 400), ("2", 310)]


def test_a_candidate_whom_only_a_state_knows_stops_the_ranking_and_is_named(committee, opened, people, db):
    committee.score(opened, "SKD", SKD)
    known = db.state.find_one({"aggregate": "candidate"})
    db.state.insert_one({**known, "_id": new_candidate(), "data": {**known["data"], "participant_no": "240000000009"}})
    committee.rank(opened, "SKD")
    assert [one["parked"]["error"] for one in bulk.parked(db)] == ["Unsigned"]


def test_an_edited_batch_cannot_change_for_whom_the_worker_acts(committee, opened, people, db):
    staged = committee.stage(opened, "SKD", SKD)
    committee.approve(staged)
    db.batches.update_many({}, {"$set": {"actor": "ketua:somebody-else"}})
    committee.work()
    stream = db.state.find_one({"aggregate": "candidate"})["_id"]
    assert committee.runtime.store.events(stream)[-1].actor == "ketua:ketua-a"


@pytest.fixture
def order(committee, opened, people):
    """An order to appoint the one winner of a published final result; the worker has not begun."""
    committee.score(opened, "SKD", SKD)
    committee.publish(opened, "SKD", "Hasil SKD")
    committee.score(opened, "SKB", SKB)
    committee.publish(opened, "FINAL", "Hasil Akhir")
    committee.clock.forward(timedelta(days=4))
    ordered = committee.post(f"/v1/rounds/{opened}/appointments", ORDER, "ketua")
    assert ordered.status_code == 201, ordered.data
    return ordered.json["id"]


def carried_out(committee, order):
    committee.work()
    shown = committee.get(f"/v1/appointments/{order}", "auditor").json
    found = committee.runtime.db.state.find({"aggregate": "candidate", "data.appointed": {"$ne": None}})
    return shown["status"], shown["failed_by"], [state["data"]["participant_no"] for state in found]


def final_lists(db):
    return [state["data"]["list_sha256"] for state in db.state.find({"aggregate": "ranking", "data.stage": "FINAL"})]


def test_the_untouched_order_appoints_the_winner(committee, order):
    assert carried_out(committee, order) == ("closed", None, ["240000000001"])


def test_a_list_that_was_exchanged_after_the_order_appoints_nobody(committee, order, db):
    [digest] = final_lists(db)
    page = lists.index(db, digest)["pages"][0]["sha256"]
    loser = db.state.find_one({"aggregate": "candidate", "data.participant_no": "240000000002"})["_id"]
    winner = db.state.find_one({"aggregate": "candidate", "data.participant_no": "240000000001"})["_id"]
    kept = db.lists.find_one({"_id": f"{page}/000000"})["bytes"]
    db.lists.update_one(
        {"_id": f"{page}/000000"}, {"$set": {"bytes": Binary(kept.replace(winner.encode(), loser.encode()))}}
    )
    assert carried_out(committee, order) == ("failed", "daftar-berubah", [])


def test_a_result_whose_state_names_another_list_appoints_whom_its_events_name(committee, order, db):
    [digest] = final_lists(db)
    index = lists.index(db, digest)
    loser = db.state.find_one({"aggregate": "candidate", "data.participant_no": "240000000002"})["_id"]
    rows = [{**row, "candidate": loser} for row in lists.every(db, index["pages"])]
    forged = pack({key: value for key, value in index.items() if key != "pages"}, rows)
    lists.put(db, forged.pages, forged.index)
    db.state.update_one(
        {"aggregate": "result", "data.stage": "FINAL"},
        {"$set": {"data.published.rankings.0.list_sha256": forged.sha256}},
    )
    assert carried_out(committee, order) == ("closed", None, ["240000000001"])


def test_an_order_whose_own_state_was_edited_is_carried_out_as_it_was_signed(committee, order, db):
    db.state.update_one({"_id": f"appointment_batch-{order}"}, {"$set": {"data.decree_no": "other", "data.winners": 2}})
    assert carried_out(committee, order)[0] == "closed"
    appointed = db.state.find_one({"aggregate": "candidate", "data.appointed": {"$ne": None}})["data"]["appointed"]
    assert appointed["decree_no"] == ORDER["decree_no"]


def test_a_batch_without_a_signature_stands_still_and_is_named(committee, order, db):
    db.commits.update_many({"stream": f"appointment_batch-{order}"}, {"$unset": {"note": ""}})
    Batches(committee.runtime).step()
    assert [(one["_id"], one["parked"]["error"]) for one in bulk.parked(db)] == [
        (f"appointment_batch-{order}", "Unsigned")
    ]
