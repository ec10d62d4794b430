"""The standing auditor: silent while the record is whole, and then exact about what is not."""

import hashlib

import pytest
from audit.auditor.round import Patience
from audit.log.publish import ORIGIN
from bson.binary import Binary
from tlog.checkpoints import Checkpoint
from tlog.notes import Signer

from .town import Town, fresh_folder, grow

pytestmark = pytest.mark.servers


@pytest.fixture
def town(serve_once, servers, tmp_path_factory):
    made = Town(servers, serve_once("feedback"), serve_once("audit"), fresh_folder(tmp_path_factory))
    yield made
    made.publication.close()


@pytest.fixture
def whole(town):
    """A town with a survey and three answers, found in order by a first round."""
    town.survey_stream, town.given = grow(town)
    assert town.sentences() == []
    return town


def entries(town):
    return town.audit.runtime.db.entries


def test_a_whole_record_raises_nothing_and_everything_was_looked_at(whole):
    result = whole.round()
    assert (result["found"], result["size"]) == (0, 4)
    looked = {check["name"]: check["examined"] for check in result["checks"]}
    assert looked["log"] == looked["kafka"] == looked["commits"] == looked["states"] == 4
    assert looked["promises"] == 4 and looked["tiles"] == 4 and looked["checkpoints"] >= 2
    assert looked["views"] == 4 + 2 + 3, (
        "a trace of each event, a number of each kind, the survey, its answers and its unit"
    )


def test_one_byte_of_an_event_in_the_log_is_named(whole):
    entry = entries(whole).find_one({"_id": 2})
    raw = bytes(entry["bytes"]).replace(b":4", b":1", 1)
    entries(whole).update_one({"_id": 2}, {"$set": {"bytes": Binary(raw)}})
    found = whole.sentences()
    assert any("Entri 2" in one and "tidak cocok dengan sidik jarinya" in one for one in found)
    assert any(f"{entry['id']}: byte di log berbeda dari Kafka dan commit layanan." == one for one in found)


def test_one_byte_of_an_event_in_a_commit_is_named(whole):
    event = whole.given[0]["events"][0]
    commits = whole.feedback.runtime.db.commits
    commit = commits.find_one({"events.id": event})
    raw = bytes(commit["events"][0]["bytes"]).replace(b":4", b":1", 1)
    commits.update_one({"_id": commit["_id"]}, {"$set": {"events.0.bytes": Binary(raw)}})
    assert f"{event}: byte di commit layanan berbeda dari log dan Kafka." in whole.sentences()


def test_the_newest_entries_deleted_are_named(whole):
    entries(whole).delete_many({"_id": {"$gte": 2}})
    found = whole.sentences()
    assert "Entri 2 hilang dari log; auditor pernah melihatnya." in found
    assert "Titik periksa ditandatangani untuk 4 entri, log hanya mempunyai 2." in found
    assert whole.round()["found"] > 0, "and again, in every round"


def test_an_entry_deleted_in_the_middle_is_named(whole):
    entries(whole).delete_one({"_id": 1})
    assert "Entri 1 hilang dari log." in whole.sentences()


def test_two_entries_that_changed_places_are_named(whole):
    first, second = (entries(whole).find_one({"_id": n}) for n in (1, 2))
    entries(whole).delete_many({"_id": {"$in": [1, 2]}})
    entries(whole).insert_many([second | {"_id": 1}, first | {"_id": 2}])
    found = whole.sentences()
    assert any(one.startswith("Entri 1 sampai 2") and "seperti yang pernah dilihat" in one for one in found)
    assert any("Titik periksa 4" in one for one in found)


def test_an_inserted_entry_is_named(whole):
    entry = entries(whole).find_one({"_id": 3})
    raw = bytes(entry["bytes"]).replace(b"@1", b"@2").replace(b'"streamversion":1', b'"streamversion":2')
    forged = entry | {"_id": 4, "id": entry["id"].replace("@1", "@2"), "streamversion": 2, "bytes": Binary(raw)}
    forged["leaf"] = Binary(hashlib.sha256(raw).digest())
    entries(whole).insert_one(forged)
    found = whole.sentences()
    assert f"{forged['id']}: tidak ada di Kafka, ada di log." in found
    assert f"{forged['id']}: tidak ada di commit layanan, ada di log." in found
    assert f"{forged['id']}: tidak ditandatangani layanan pemiliknya." in found


def test_a_promise_whose_event_vanished_before_it_was_sent_is_named(whole):
    answered = whole.answer(whole.survey_stream)
    [event] = answered["events"]
    whole.feedback.runtime.db.commits.delete_one({"_id": event})
    whole.feedback.runtime.db.state.delete_one({"_id": answered["stream"]})
    whole.settle()
    assert [one for one in whole.sentences() if event in one and "dijanjikan" in one]


def test_what_is_still_on_its_way_is_no_finding_before_its_minute_is_over(whole):
    answered = whole.answer(whole.survey_stream)
    assert whole.sentences(Patience(settle=0.2, promise=60)) == []
    assert [one for one in whole.sentences() if one.startswith(answered["events"][0]) and "tidak ada dalam log" in one]
    whole.settle()
    assert whole.sentences() == []


def test_a_state_edited_by_hand_is_named_with_its_field(whole):
    stream = whole.survey_stream
    whole.feedback.runtime.db.state.update_one({"_id": stream}, {"$set": {"data.unit": "Dinkes"}})
    [finding] = whole.round()["findings"]
    assert (finding["check"], finding["service"], finding["subject"], finding["field"]) == (
        "states", "feedback", stream, "unit",
    )  # fmt: skip


def test_a_row_of_a_view_edited_by_hand_is_named_with_its_field(whole):
    whole.feedback.runtime.views["surveys"].update_one({}, {"$set": {"title": "Lain"}})
    [finding] = whole.round()["findings"]
    assert (finding["check"], finding["view"], finding["field"]) == ("views", "surveys", "title")
    assert finding["subject"] == whole.survey_stream.partition("-")[2]


def test_a_row_that_no_event_made_is_named(whole):
    whole.feedback.runtime.views["surveys"].insert_one({"_id": "x", "title": "Selundupan"})
    [finding] = whole.round()["findings"]
    assert finding["sentence"].endswith("ada tanpa peristiwa dalam log.")


def test_a_tile_changed_on_the_disk_is_named(whole):
    [tile] = (whole.audit.runtime.settings.log_dir / "tile" / "0").glob("*.p/4")
    content = bytearray(tile.read_bytes())
    content[40] ^= 1
    tile.write_bytes(content)
    found = whole.sentences()
    assert "Ubin log untuk entri 1 berbeda dari yang dilihat auditor." in found
    assert "Ubin log tidak menghasilkan akar titik periksa 4." in found


def test_an_old_checkpoint_shown_again_is_named(whole):
    rows = list(whole.audit.runtime.db.checkpoints.find().sort("_id"))
    (whole.audit.runtime.settings.log_dir / "checkpoint").write_text(rows[0]["note"])
    assert "Titik periksa lama (1) disajikan; auditor pernah melihat 4." in whole.sentences()


def test_a_log_made_anew_and_signed_with_the_stolen_key_contradicts_what_was_signed(whole):
    signer = Signer.from_pem(ORIGIN, whole.audit.runtime.settings.secret("log.key"))
    forged = signer.sign(Checkpoint(ORIGIN, 4, b"\x07" * 32).text)
    (whole.audit.runtime.settings.log_dir / "checkpoint").write_text(forged)
    found = whole.sentences()
    assert "Dua riwayat: ada 2 titik periksa berbeda untuk 4 entri." in found


def test_a_shown_checkpoint_whose_signature_was_spoilt_is_named(whole):
    place = whole.audit.runtime.settings.log_dir / "checkpoint"
    note = place.read_text()
    place.write_text(note[:-10] + "AAAAAA" + note[-4:])
    assert any("Titik periksa (disajikan) tidak sah" in one for one in whole.sentences())


def test_taking_the_logs_files_away_is_named_and_silences_no_other_check(whole, monkeypatch):
    entries(whole).delete_many({"_id": {"$gte": 2}})
    monkeypatch.setitem(whole.sources.settings.urls, "audit", "http://127.0.0.1:9")
    found = whole.sentences()
    assert any("sebagai pengunjung" in one for one in found)
    assert "Titik periksa ditandatangani untuk 4 entri, log hanya mempunyai 2." in found
