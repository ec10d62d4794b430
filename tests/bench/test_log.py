"""The log's measure runs at a small size, so that its figures can be trusted at a large one."""

from pathlib import Path

import pytest

from bench import log
from bench.setting import make

pytestmark = [pytest.mark.servers, pytest.mark.slow]

SIZE = 3_000


def test_every_stage_does_its_work_and_every_figure_is_made(servers, tmp_path):
    said = []
    stages = log.run(make(servers, tmp_path), SIZE, said.append)
    assert set(log.STAGES.values()) <= stages.keys()
    assert all(one["seconds"] > 0 for one in stages.values())
    figures = log.figures({name: [SIZE / one["seconds"]] for name, one in stages.items()}, SIZE)
    assert [figure["ratio"] > 0 for figure in figures] == [True] * 7
    assert said[0].startswith("kafka: ")


def test_what_is_shipped_does_not_import_the_peer():
    root = Path(log.__file__).parents[1]
    shipped = [file for folder in ("shared", "services", "deploy", "demo") for file in (root / folder).rglob("*.py")]
    assert len(shipped) > 200
    assert [file for file in shipped if "pymerkle" in file.read_text()] == []
