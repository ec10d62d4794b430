"""The tiles that visitors get, compared with what the standing auditor remembers."""

import pytest
from audit.auditor import published
from audit.auditor.findings import Report
from audit.auditor.memory import Memory
from audit.auditor.published import Published
from tlog import tiles
from tlog.checkpoints import open_checkpoint
from tlog.tree import HASH_BYTES, leaf_hash

from tests.unit.verify.logs import Log

SIZE = 5 * 256 + 100


class Visitor:
    """Gets the log's files from its folder."""

    def __init__(self, log):
        self._log = log

    def served(self, path):
        file = self._log.folder / path
        return file.read_bytes() if file.is_file() else None


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "log").grow(SIZE)


@pytest.fixture
def round_of(log, tmp_path):
    """One look at the tiles: the report."""
    memory = Memory(tmp_path / "auditor")
    memory.remember([leaf_hash(entry) for entry in log.entries])

    def look(whole=False):
        report = Report()
        made = Published(Visitor(log), memory, report)
        made._shown = open_checkpoint(log.note(), log.key)
        made.tiles(whole)
        return report

    return look


def change(log, index, number):
    path = log.folder / tiles.path(0, index)
    content = bytearray(path.read_bytes())
    content[number * HASH_BYTES] ^= 1
    path.write_bytes(content)


def test_every_leaf_is_looked_at_and_a_right_log_raises_nothing(round_of):
    report = round_of()
    assert (report.examined["tiles"], report.total) == (SIZE, 0)


@pytest.mark.parametrize("index", [0, 2, 4])
def test_a_changed_leaf_is_named_however_old_it_is(log, round_of, index, monkeypatch):
    monkeypatch.setattr(published, "TILES_A_ROUND", 3)  # of six: the newest three and three older ones
    change(log, index, 7)
    assert f"Ubin log untuk entri {index * 256 + 7} berbeda dari yang dilihat auditor." in [
        finding.sentence for finding in round_of().findings
    ]


def test_of_many_older_tiles_each_round_takes_others(log, round_of, monkeypatch):
    monkeypatch.setattr(published, "TILES_A_ROUND", 1)
    change(log, 1, 0)
    seen = {round_of().total for _ in range(60)}  # each has one chance in five
    assert seen == {0, 1}
    assert round_of(whole=True).total == 1, "a whole round takes them all"


def test_a_tile_that_was_cut_short_is_named(log, round_of):
    path = log.folder / tiles.path(0, 1)
    path.write_bytes(path.read_bytes()[:-HASH_BYTES])
    assert "Ubin log untuk entri 511 berbeda dari yang dilihat auditor." in [
        finding.sentence for finding in round_of().findings
    ]
