"""Sequence, integrate, publish: the log grows, and never contradicts itself."""

import hashlib
import shutil
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from asnkit.errors import Unavailable
from asnkit.events import new_id
from audit.log import relog
from audit.log.integrate import integrated
from audit.log.loops import publication, watched
from audit.log.publish import Publication, newest
from audit.log.volume import Contradiction
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog import tiles
from tlog.notes import Signer
from tlog.tree import Tree, leaf_hash, root, verify_consistency

from tests.unit.audit.given import raw

from .conftest import SilentProducer

pytestmark = pytest.mark.servers


def leaves(log):
    return [entry["leaf"] for entry in log.db.entries.find().sort("_id")]


def test_the_signed_root_is_the_root_over_all_entries(log):
    for number in (1, 255, 1, 300):
        log.write(number)
        shown = log.checkpoint()
        assert (shown.origin, shown.size) == ("id.go.tanjungbalai.asn/log", log.db.entries.count_documents({}))
        assert shown.root == root([leaf_hash(entry) for entry in leaves(log)])


def test_a_leaf_is_the_hash_of_the_events_bytes_and_tells_nothing(log):
    [sha256] = log.write(1)
    entry = log.db.entries.find_one({"_id": 0})
    assert entry["leaf"].hex() == hashlib.sha256(entry["bytes"]).hexdigest() == sha256
    files = [place for kind in ("tile", "checkpoint", "vkey") for place in log.volume.folder.rglob(f"{kind}*")]
    public = [one.read_bytes() for place in files for one in (place, *place.rglob("*")) if one.is_file()]
    assert len(public) == 4
    for told in (entry["subject"], entry["name"], entry["time"], entry["actor"]):
        assert not any(told.encode() in content for content in public)


def test_the_archive_has_the_events_of_the_same_entries_one_a_line(log):
    log.write(258)
    stored = [entry["bytes"] for entry in log.db.entries.find().sort("_id")]
    lines = log.volume.read("archive/000").splitlines() + log.volume.read("archive/001.p/2").splitlines()
    assert lines == stored


def test_partial_forms_go_when_the_full_one_is_there(log):
    log.write(200)
    log.write(50)
    assert {p.name for p in (log.volume.folder / "tile/0/000.p").iterdir()} == {"200", "250"}
    assert {p.name for p in (log.volume.folder / "archive/000.p").iterdir()} == {"250"}
    log.write(10)
    assert not (log.volume.folder / "tile/0/000.p").exists()
    assert not (log.volume.folder / "archive/000.p").exists()
    assert not (log.volume.folder / ".unfinished").exists() or not list((log.volume.folder / ".unfinished").iterdir())


def test_every_checkpoint_continues_the_one_before(log):
    for _ in range(4):
        log.write(90)
    rows = list(log.db.checkpoints.find().sort("_id"))
    tree = Tree(log.volume.read_tile, 360)
    assert [row["_id"] for row in rows] == [90, 180, 270, 360]
    for old, new in pairwise(rows):
        proof = tree.consistency(old["_id"], new["_id"])
        verify_consistency(old["_id"], new["_id"], proof, bytes.fromhex(old["root"]), bytes.fromhex(new["root"]))


def test_nothing_is_signed_when_nothing_has_come(log):
    log.write(5)
    before = log.note()
    log.integrate()
    log.publish()
    assert log.note() == before
    assert log.db.checkpoints.count_documents({}) == 1


def test_under_load_a_checkpoint_is_signed_every_few_seconds_and_not_for_each_change(log, monkeypatch):
    now = [100.0]
    # This module's clock alone: the client of Kafka waits by the real one, and would wait for ever.
    monkeypatch.setattr("audit.log.publish.time", SimpleNamespace(monotonic=lambda: now[0]))
    step = publication(log.runtime)
    signed = []
    for second in range(12):
        log.sequence(1)
        log.integrate()
        now[0] = 100.0 + second
        signed += [second] * step.turn()
    step.close()
    assert signed == [0, 5, 10]


def test_each_checkpoint_is_on_kafka_and_is_sequenced_by_nobody(log):
    log.write(2)
    log.write(3)
    sizes = [note.split("\n")[1] for note in log.messages()]
    assert sizes == ["2", "5"]
    assert log.db.checkpoints.count_documents({"sent": False}) == 0
    topics, _ = log.runtime.service.consumers["log"]
    assert "asn.checkpoints" not in topics


def test_with_kafka_away_the_file_is_there_and_the_message_follows(log):
    log.sequence(4)
    log.integrate()
    settings = log.runtime.settings
    step = Publication(log.db, log.volume, publication(log.runtime)._signer, lambda: SilentProducer(settings), list)
    with pytest.raises(Unavailable):
        step.step()
    assert log.checkpoint().size == 4
    assert log.messages() == []
    log.publish()
    assert len(log.messages()) == 1


def test_a_tile_that_was_changed_is_never_signed_over(log):
    log.write(100)
    place = log.volume.folder / tiles.path(0, 0, 100)
    place.write_bytes(bytes(32) + place.read_bytes()[32:])
    log.sequence(10)
    log.integrate()
    with pytest.raises(Contradiction, match="two histories: size 100 and size 110"):
        log.publish()
    assert log.checkpoint().size == 100


def test_a_database_put_back_makes_the_log_sign_nothing(log):
    log.write(50)
    log.write(50)
    log.db.checkpoints.delete_one({"_id": 100})
    log.db.entries.delete_many({"_id": {"$gte": 50}})
    log.db.tree.update_one({"_id": "integrated"}, {"$set": {"size": 50}})
    log.db.sequence.update_one({"_id": "entries"}, {"$set": {"next": 50}})
    with pytest.raises(Contradiction, match="signed for 100 entries"):
        log.publish()
    log.sequence(60)
    with pytest.raises(Contradiction):
        log.integrate()
    assert relog.relog(log.runtime) == 1
    assert log.checkpoint().size == 100


def test_database_and_folder_put_back_are_told_by_kafka(log, tmp_path):
    log.write(50)
    shutil.copytree(log.volume.folder, tmp_path / "backup")
    log.write(50)
    shutil.rmtree(log.volume.folder)
    shutil.copytree(tmp_path / "backup", log.volume.folder)
    log.db.checkpoints.delete_one({"_id": 100})
    log.db.entries.delete_many({"_id": {"$gte": 50}})
    log.db.tree.update_one({"_id": "integrated"}, {"$set": {"size": 50}})
    log.db.sequence.update_one({"_id": "entries"}, {"$set": {"next": 50}})
    log.sequence(60)
    log.integrate()
    with pytest.raises(Contradiction, match="two histories: size 100 and size 110"):
        log.publish()
    assert relog.relog(log.runtime) == 1


def test_a_missing_entry_stops_the_log_and_is_named(log):
    log.write(5)
    log.sequence(5)
    log.db.entries.delete_one({"_id": 7})
    with pytest.raises(Contradiction, match="entry 7 is missing, and there is an entry 8"):
        log.integrate()
    assert integrated(log.db) == 5


def test_another_key_is_not_taken(log):
    log.write(1)
    log.sequence(1)
    log.integrate()
    stolen = Signer("id.go.tanjungbalai.asn/log", Ed25519PrivateKey.generate())
    with pytest.raises(Contradiction, match="the secret log"):
        Publication(log.db, log.volume, stolen, lambda: None, list).step()


def test_a_lost_checkpoint_file_is_written_again(log):
    log.write(7)
    before = log.note()
    (log.volume.folder / "checkpoint").unlink()
    log.publish()
    assert log.note() == before


def test_two_roots_of_one_size_are_not_shown(log):
    log.write(7)
    stolen = Signer.from_pem("id.go.tanjungbalai.asn/log", log.runtime.settings.secret("log.key"))
    other = stolen.sign(f"id.go.tanjungbalai.asn/log\n7\n{'A' * 43}=\n")
    log.db.checkpoints.update_one({"_id": 7}, {"$set": {"note": other}})
    with pytest.raises(Contradiction, match="two roots were signed for 7"):
        log.publish()


def test_a_checkpoint_that_only_kafka_remembers_is_continued_or_nothing_is_signed(log):
    log.write(7)
    stolen = Signer.from_pem("id.go.tanjungbalai.asn/log", log.runtime.settings.secret("log.key"))
    other = stolen.sign(f"id.go.tanjungbalai.asn/log\n5\n{'A' * 43}=\n")
    log.sequence(1)
    log.integrate()
    with pytest.raises(Contradiction, match="two histories: size 5 and size 8"):
        Publication(log.db, log.volume, stolen, lambda: None, lambda: [other]).step()


def test_a_full_disk_leaves_the_log_as_it_was_and_is_told(log, monkeypatch):
    log.write(10)
    before = log.note()
    log.sequence(10)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("audit.log.volume.Volume._write", full)
    with pytest.raises(OSError, match="No space"):
        log.integrate()
    assert log.note() == before
    monkeypatch.undo()
    log.integrate()
    assert log.publish().size == 20


def test_the_gauge_says_which_step_cannot_go_on():
    from asnkit.metrics import LOG_STUCK

    def fails():
        raise Contradiction("x")

    with pytest.raises(Contradiction):
        watched("integrate", fails)()
    assert LOG_STUCK.labels("integrate")._value.get() == 1
    watched("integrate", lambda: 0)()
    assert LOG_STUCK.labels("integrate")._value.get() == 0


def test_a_message_of_two_lines_is_no_event(log):
    event = raw("feedback.survey.opened", {}, "2026-08-01T02:00:00.000Z", stream=new_id("survey"))
    record = log.signers.record(event)
    log.runtime.consumer("log").apply([replace(record, raw=event + b"\n")])
    assert log.db.entries.count_documents({}) == 0
    assert log.db.set_aside.count_documents({}) == 1


def test_a_lost_folder_is_made_anew_with_the_same_roots(log):
    for _ in range(3):
        log.write(100)
    before = {p.relative_to(log.volume.folder): p.read_bytes() for p in log.volume.folder.rglob("*") if p.is_file()}
    shutil.rmtree(log.volume.folder)
    log.sequence(1)
    with pytest.raises(Contradiction, match=r"is missing; `python -m audit relog`"):
        log.integrate()
    assert relog.relog(log.runtime) == 0
    after = {p.relative_to(log.volume.folder): p.read_bytes() for p in log.volume.folder.rglob("*") if p.is_file()}
    assert after == before
    log.integrate()
    assert log.publish().size == 301


def test_a_folder_is_not_made_from_entries_that_were_changed(log, capsys):
    log.write(20)
    log.write(20)
    before = log.note()
    changed = log.db.entries.find_one({"_id": 25})["leaf"][::-1]
    log.db.entries.update_one({"_id": 25}, {"$set": {"leaf": changed}})
    assert relog.relog(log.runtime) == 1
    assert "the root that was signed for the first 40" in " ".join(capsys.readouterr().out.split())
    assert log.note() == before
    assert newest(log.db)["_id"] == 40


def test_what_was_in_the_folder_is_kept_when_it_is_made_anew(log):
    log.write(20)
    tile = log.volume.folder / "tile/0/000.p/20"
    tile.write_bytes(b"broken")
    assert relog.relog(log.runtime) == 0
    assert len(tile.read_bytes()) == 640
    [old] = log.volume.folder.glob(".before-*")
    assert (old / "tile/0/000.p/20").read_bytes() == b"broken"


def test_relog_waits_for_nobody(log, capsys):
    from asnkit.lease import Lease

    log.write(2)
    Lease(log.db.leases, "integrate", "the worker").hold()
    assert relog.relog(log.runtime) == 1
    assert "stop it first" in capsys.readouterr().out
