"""Each minute the auditor goes on from the last good round, and still sees whatever was changed by hand."""

import hashlib

import pytest
from asnkit import content
from asnkit.bus import Message, Producer
from audit.auditor.memory import Memory
from audit.auditor.round import audit
from feedback.survey.domain import Close

from tests.kit.conftest import context

from .town import AT_ONCE, Town, fresh_folder, grow

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def shared(serve, servers, tmp_path_factory):
    made = Town(servers, serve("feedback"), serve("audit"), fresh_folder(tmp_path_factory))
    made.survey_stream, made.given = grow(made)
    yield made
    made.publication.close()


@pytest.fixture
def town(shared, tmp_path):
    """After a whole round that found nothing; what a test changes it puts back."""
    shared.folder = tmp_path
    assert shared.sentences() == []
    return shared


def minute(town):
    return audit(town.sources, Memory(town.folder), AT_ONCE, whole=False)


def told(result):
    return [finding["sentence"] for finding in result["findings"]]


def looked(result):
    return {check["name"]: check["examined"] for check in result["checks"]}


def test_a_minutes_round_reads_what_is_new_and_scans_what_is_live(town):
    size = town.audit.runtime.db.entries.count_documents({})
    quiet = minute(town)
    assert (quiet["found"], quiet["size"]) == (0, size)
    assert (looked(quiet)["kafka"], looked(quiet)["commits"]) == (0, 0)
    assert looked(quiet)["states"] > 0 and looked(quiet)["views"] > 0
    town.answer(town.survey_stream)
    town.settle()
    grown = minute(town)
    assert (grown["found"], grown["size"]) == (0, size + 1)
    assert looked(grown)["signatures"] == 1


@pytest.mark.parametrize("collection", ["state", "views"])
def test_what_is_live_and_changed_is_named_within_the_minute_and_until_it_is_put_back(town, collection):
    runtime, stream = town.feedback.runtime, town.survey_stream
    live, key, field = {
        "state": (runtime.db.state, stream, "data.unit"),
        "views": (runtime.views["surveys"], stream.partition("-")[2], "unit"),
    }[collection]
    before = live.find_one({"_id": key})
    live.update_one({"_id": key}, {"$set": {field: "Dinkes"}})
    assert any("isian unit berbeda" in one for one in told(minute(town)))
    assert any("isian unit berbeda" in one for one in told(minute(town)))
    live.replace_one({"_id": key}, before)
    assert told(minute(town)) == []
    live.delete_one({"_id": key})
    assert any("hilang; peristiwanya ada" in one for one in told(minute(town)))
    live.insert_one(before)
    assert told(minute(town)) == []


def test_what_hides_from_every_list_is_named_within_the_minute(town):
    """A key that is no text, and a state that says it is of another kind."""
    runtime, stream = town.feedback.runtime, town.survey_stream
    for rows in (runtime.db.state, runtime.views["surveys"]):
        rows.insert_one({"_id": 5, "aggregate": "survey", "version": 1, "shape": 1, "data": {}})
    assert len([one for one in told(minute(town)) if one.endswith(" 5: kuncinya bukan teks.")]) == 2
    for rows in (runtime.db.state, runtime.views["surveys"]):
        rows.delete_one({"_id": 5})
    runtime.db.state.update_one({"_id": stream}, {"$set": {"aggregate": "survei"}})
    assert any("isian aggregate berbeda" in one for one in told(minute(town)))
    runtime.db.state.update_one({"_id": stream}, {"$set": {"aggregate": "survey"}})
    assert told(minute(town)) == []


def test_a_row_that_did_not_follow_its_event_is_named_though_its_bytes_are_as_they_were(town):
    """An event touches it: that it was right before says nothing now."""
    runtime = town.feedback.runtime
    row = runtime.views["surveys"].find_one({"_id": town.survey_stream.partition("-")[2]})
    state = runtime.db.state.find_one({"_id": town.survey_stream})
    runtime.store.run(context(actor="aduan:a1"), lambda tx: tx.decide(town.survey_stream, Close(3)))
    town.settle()
    closed = runtime.db.state.find_one({"_id": town.survey_stream})
    runtime.views["surveys"].replace_one({"_id": row["_id"]}, row)
    runtime.db.state.replace_one({"_id": state["_id"]}, state)
    found = told(minute(town))
    assert any("tampilan surveys" in one and "isian status berbeda" in one for one in found)
    assert any("keadaan" in one and "versi 1, menurut log 2" in one for one in found)
    runtime.db.state.replace_one({"_id": state["_id"]}, closed)
    change = {
        "status": "closed",
        "closed_at": town.audit.runtime.db.entries.find_one({"name": "feedback.survey.closed"})["time"],
    }
    runtime.views["surveys"].update_one({"_id": row["_id"]}, {"$set": change})
    assert told(minute(town)) == []


def test_a_list_that_was_changed_where_it_lies_is_named_within_the_minute(town):
    lists = town.feedback.runtime.db.lists
    digest = content.put(town.feedback.runtime.db, b"[]")
    assert told(minute(town)) == []
    lists.update_one({"_id": f"{digest}/000000"}, {"$set": {"bytes": b"[1]"}})
    assert told(minute(town)) == [f"feedback, lists {digest}: isinya tidak mempunyai sidik jari itu."]
    lists.delete_one({"_id": f"{digest}/000000"})
    assert told(minute(town)) == [], "no event names it"


def test_a_cursor_that_was_moved_or_taken_away_is_named(town):
    inbox = town.feedback.runtime.db.inbox
    before = inbox.find_one()
    inbox.update_one({"_id": before["_id"]}, {"$inc": {"version": 1}})
    assert any(before["_id"] in one and "kursor" in one for one in told(minute(town)))
    inbox.replace_one({"_id": before["_id"]}, before)
    assert told(minute(town)) == []
    inbox.delete_one({"_id": before["_id"]})
    assert any(before["_id"] in one and "hilang" in one for one in told(minute(town)))
    inbox.insert_one(before)
    assert told(minute(town)) == []


def test_a_claim_that_vanished_or_that_nobody_made_is_named(town):
    claims = town.feedback.runtime.db.claims
    claims.insert_one({"_id": "unit/1", "stream": town.survey_stream})
    assert told(minute(town)) == []
    claims.delete_one({"_id": "unit/1"})
    assert any("klaim unit/1: hilang" in one for one in told(minute(town)))
    assert any("klaim unit/1: hilang" in one for one in told(minute(town))), "and for as long as it is so"
    claims.insert_one({"_id": "unit/1", "stream": "survey-nobody"})
    assert any("menjadi milik survey-nobody" in one for one in told(minute(town)))
    claims.replace_one({"_id": "unit/1"}, {"_id": "unit/1", "stream": town.survey_stream})
    assert told(minute(town)) == []
    claims.delete_one({"_id": "unit/1"})


def test_an_old_entry_is_missed_at_once_and_the_next_round_is_a_whole_one(town):
    entries = town.audit.runtime.db.entries
    before = entries.find_one({"_id": 1})
    entries.delete_one({"_id": 1})
    assert any("entri terdahulu, 1 hilang" in one for one in told(minute(town)))
    assert "Entri 1 hilang dari log." in told(minute(town))
    entries.insert_one(before)
    assert told(minute(town)) == []


def test_a_commit_that_lost_its_signature_or_its_command_is_named(town):
    commits = town.feedback.runtime.db.commits
    before = commits.find_one({"stream": town.given[0]["stream"]})
    event = before["events"][0]["id"]
    commits.update_one({"_id": before["_id"]}, {"$unset": {"note": ""}})
    assert f"{event}: commit layanan tidak ditandatangani layanan pemiliknya." in town.sentences()
    commits.replace_one({"_id": before["_id"]}, before | {"command_id": "another"})
    assert f"{event}: nomor perintah pada commit bukan yang ada di dalam peristiwa." in town.sentences()
    commits.replace_one({"_id": before["_id"]}, before)
    assert town.sentences() == []


def test_an_entry_whose_signer_is_another_service_is_named(town):
    entries = town.audit.runtime.db.entries
    before = entries.find_one({"_id": 2})
    forged = town.audit.signers.record(bytes(before["bytes"]), signer="training")
    headers = {name: value.decode() for name, value in forged.headers}
    entries.update_one({"_id": 2}, {"$set": {"note": headers["asn-note"], "path": headers["asn-path"]}})
    assert f"{before['id']}: tidak ditandatangani layanan pemiliknya." in town.sentences()
    entries.replace_one({"_id": 2}, before)
    assert town.sentences() == []


def test_a_forged_message_is_named_by_its_place_and_holds_nobody_up(town):
    """Last here: it stays on Kafka."""
    raw = bytes(town.audit.runtime.db.entries.find_one({"_id": 1})["bytes"]).replace(b"@1", b"@2")
    raw = raw.replace(b'"streamversion":1', b'"streamversion":2')
    stream = town.audit.runtime.db.entries.find_one({"_id": 1})["subject"]
    producer = Producer(town.audit.runtime.settings)
    producer.send([Message("asn.feedback.closed", stream, raw, [])])
    producer.close()
    town.settle()
    found = minute(town)
    assert any("disisihkan oleh audit" in one for one in told(found))
    assert {finding["check"] for finding in found["findings"]} == {"set_aside"}
    assert any("tidak ditandatangani layanan pemiliknya" in one for one in town.sentences())
    assert hashlib.sha256(raw).digest() not in [bytes(one["leaf"]) for one in town.audit.runtime.db.entries.find()]
    assert town.audit.runtime.db.set_aside.find_one()["bytes"] == raw
