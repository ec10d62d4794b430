import os

from drill.copying import copy_written


def test_a_file_is_copied_with_its_holes(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    with open(source, "wb") as file:
        file.write(b"begin" * 1000)
        file.seek(20 << 20)
        file.write(os.urandom(5000))
        file.truncate(40 << 20)
    copy_written(source, target)
    assert target.read_bytes() == source.read_bytes()
    assert target.stat().st_blocks == source.stat().st_blocks


def test_an_empty_file_is_copied(tmp_path):
    (tmp_path / "source").touch(0o600)
    copy_written(tmp_path / "source", tmp_path / "target")
    assert (tmp_path / "target").stat().st_size == 0
    assert (tmp_path / "target").stat().st_mode == (tmp_path / "source").stat().st_mode
