"""After a restore the log goes on where its folder is: the same numbers, the same roots, then further."""

import shutil

import pytest
from audit.log.regain import regain

pytestmark = pytest.mark.servers

KEPT = ("entries", "sequence", "tree", "checkpoints", "inbox", "positions")


def copied(log):
    return {name: list(log.db[name].find()) for name in KEPT}


def put_back(log, backup):
    for name, documents in backup.items():
        log.db[name].delete_many({})
        if documents:
            log.db[name].insert_many(documents)


def entries(log):
    return list(log.db.entries.find().sort("_id"))


def test_a_restored_database_has_its_entries_again_and_the_log_extends_what_was_published(log):
    log.write(50)
    backup = copied(log)
    log.write(270)
    before, note, cursors = entries(log), log.note(), log.db.inbox.count_documents({})
    put_back(log, backup)
    assert regain(log.runtime) == 0
    assert (entries(log), log.note()) == (before, note)
    assert log.db.inbox.count_documents({}) == cursors
    assert log.db.checkpoints.find_one(sort=[("_id", -1)])["_id"] == 320
    log.write(10)
    assert log.checkpoint().size == 330
    assert regain(log.runtime) == 0
    assert log.checkpoint().size == 330


def test_a_log_whose_folder_lost_published_entries_is_not_continued(log, tmp_path, capsys):
    log.write(50)
    backup = copied(log)
    shutil.copytree(log.volume.folder, tmp_path / "backup")
    log.write(20)
    put_back(log, backup)
    shutil.rmtree(log.volume.folder)
    shutil.copytree(tmp_path / "backup", log.volume.folder)
    assert regain(log.runtime) == 1
    assert "signed for 70 entries; the folder has 50 and the database 50" in capsys.readouterr().out
    assert len(entries(log)) == 50


def test_an_archive_that_was_changed_vouches_for_nothing(log, capsys):
    log.write(5)
    backup = copied(log)
    log.write(5)
    put_back(log, backup)
    place = log.volume.folder / "archive/000.p/10"
    place.write_bytes(place.read_bytes().replace(b"xxxx", b"xxxy"))
    assert regain(log.runtime) == 1
    assert "no signature vouches for entry 5" in capsys.readouterr().out
    assert len(entries(log)) == 5
