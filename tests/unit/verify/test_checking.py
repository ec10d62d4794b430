"""`asn-verify fetch` and `check`: what they accept, what they find, and that they need nothing else."""

import functools
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from asn_verify.main import main
from tlog import tiles
from tlog.tree import leaf_hash

from .logs import Log


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "log").grow(700)


@pytest.fixture
def served(log):
    """The log's address, and the paths that were asked for."""
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format, *arguments):
            asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(log.folder)))
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    server.server_close()


def check(log, *more):
    return main(["check", str(log.folder), "--key", log.key, *more])


def test_a_log_that_is_right(log, capsys):
    assert check(log) == 0
    assert "All 700 entries and every tile are right." in capsys.readouterr().out


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 65_536, 65_537])
def test_logs_of_every_shape_are_right(tmp_path, size):
    assert check(Log(tmp_path / "log").grow(size)) == 0


@pytest.mark.parametrize("old", [0, 1, 255, 256, 300, 512, 699, 700])
def test_what_came_since_a_kept_checkpoint(log, tmp_path, capsys, old):
    kept = tmp_path / "old.checkpoint"
    kept.write_text(log.note(old))
    assert check(log, "--since", str(kept)) == 0
    assert f"continues the checkpoint of {old} entries; the {700 - old} new ones" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("tile/entries/001", "entry 256 is not what tile/0/001 says"),
        ("tile/entries/002.p/188", "entry 512 is not what tile/0/002.p/188 says"),
        ("tile/0/001", "entry 256 is not what"),
        ("tile/0/002.p/188", "entry 512 is not what"),
        ("tile/1/000.p/2", "hash 0 is not what tile/1/000.p/2 says"),
    ],
)
def test_one_changed_byte_is_found_and_named(log, capsys, path, says):
    place = log.folder / path
    content = bytearray(place.read_bytes())
    content[5] ^= 1
    place.write_bytes(content)
    assert check(log) == 1
    assert says in capsys.readouterr().err


def test_a_tile_that_holds_too_much_is_found(log, capsys):
    place = log.folder / "tile/0/001"
    place.write_bytes(place.read_bytes() + bytes(32))
    assert check(log) == 1
    assert "tile/0/001" in capsys.readouterr().err


def test_entries_that_were_swapped_are_found(log, capsys):
    place = log.folder / "tile/entries/000"
    entries = tiles.decode_bundle(place.read_bytes())
    entries[3], entries[7] = entries[7], entries[3]
    place.write_bytes(tiles.encode_bundle(entries))
    assert check(log) == 1
    assert "entry 3 is not what" in capsys.readouterr().err


def test_a_log_rewritten_with_its_own_key_contradicts_a_kept_checkpoint(log, tmp_path, capsys):
    kept = tmp_path / "old.checkpoint"
    kept.write_text(log.note())
    log.entries[100] = b'{"id":"forged@1"}'
    log.grow(50)
    assert check(log) == 0
    assert check(log, "--since", str(kept)) == 1
    assert "two histories: the first 700 entries" in capsys.readouterr().err


def test_a_log_that_has_become_shorter_is_found(log, tmp_path, capsys):
    kept = tmp_path / "old.checkpoint"
    kept.write_text(log.note())
    del log.entries[600:]
    log.write()
    assert check(log, "--since", str(kept)) == 1
    assert "it had 700 entries, it shows 600" in capsys.readouterr().err


def test_a_checkpoint_of_another_key_is_refused(log, tmp_path, capsys):
    other = Log(tmp_path / "other").grow(3)
    assert main(["check", str(log.folder), "--key", other.key]) == 1
    assert "not signed by" in capsys.readouterr().err


def test_a_file_that_is_gone_is_told_apart_from_a_contradiction(log, capsys):
    (log.folder / "tile/entries/001").unlink()
    assert check(log) == 2
    assert "tile/entries/001 is not there" in capsys.readouterr().err


def test_without_a_key_the_logs_own_word_is_taken_and_said(log, capsys):
    assert main(["check", str(log.folder)]) == 0
    assert f"Key taken from the log itself (compare it with one from elsewhere): {log.key}" in capsys.readouterr().out


def test_too_few_witnesses_are_too_few(log, capsys):
    assert check(log, "--needed", "1") == 1
    assert "0 witnesses, 1 are needed" in capsys.readouterr().err


def test_a_mirror_has_every_file_and_checks_alone(log, served, tmp_path):
    mirror = tmp_path / "mirror"
    assert main(["fetch", served[0], str(mirror), "--key", log.key]) == 0
    files = {p.relative_to(log.folder) for p in log.folder.rglob("*") if p.is_file()}
    here = {p.relative_to(mirror) for p in mirror.rglob("*") if p.is_file()}
    assert here - files == {Path("checkpoints/700.checkpoint")}
    assert files <= here
    assert main(["check", str(mirror), "--key", log.key]) == 0


def test_a_mirror_goes_on_where_it_stopped(log, served, tmp_path, monkeypatch):
    from asn_verify.fetch import Mirror

    mirror, put, calls = tmp_path / "mirror", Mirror.put, []

    def dies(self, path, content):
        if len(calls) == 4:
            raise KeyboardInterrupt
        calls.append(path)
        put(self, path, content)

    monkeypatch.setattr(Mirror, "put", dies)
    with pytest.raises(KeyboardInterrupt):
        main(["fetch", served[0], str(mirror), "--key", log.key])
    monkeypatch.undo()
    served[1].clear()
    assert main(["fetch", served[0], str(mirror), "--key", log.key]) == 0
    assert not {f"/{path}" for path in calls} & set(served[1][1:])  # [0] is the tile that shows that it continues


def test_a_mirror_fetches_only_what_is_new(log, served, tmp_path, capsys):
    mirror = tmp_path / "mirror"
    assert main(["fetch", served[0], str(mirror), "--key", log.key]) == 0
    log.grow(100)
    served[1].clear()
    assert main(["fetch", served[0], str(mirror)]) == 0
    assert "all 800 entries, 100 of them new" in capsys.readouterr().out
    assert not {path for path in served[1] if path.endswith(("0/000", "0/001", "entries/000", "entries/001"))}
    assert {p.name for p in (mirror / "checkpoints").iterdir()} == {"700.checkpoint", "800.checkpoint"}


def test_a_mirror_does_not_follow_a_rewritten_log(log, served, tmp_path, capsys):
    mirror = tmp_path / "mirror"
    assert main(["fetch", served[0], str(mirror), "--key", log.key]) == 0
    log.entries[5] = b"{}"
    log.grow(10)
    assert main(["fetch", served[0], str(mirror)]) == 1
    assert "two histories" in capsys.readouterr().err
    assert main(["check", str(mirror)]) == 0


def test_a_partial_tile_that_became_full_is_read_from_the_full_one(log, served, tmp_path):
    note = log.note()
    log.grow(300)
    log.put("checkpoint", note.encode())  # a reader that comes with the older checkpoint
    mirror = tmp_path / "mirror"
    assert main(["fetch", served[0], str(mirror), "--key", log.key]) == 0
    assert (mirror / "tile/0/002.p/188").read_bytes() == b"".join(leaf_hash(one) for one in log.entries[512:700])
    assert main(["check", str(log.folder), "--key", log.key]) == 0


def test_an_address_that_does_not_answer_is_told(capsys):
    assert main(["check", "http://127.0.0.1:9/"]) == 2
    assert "Not checked: http://127.0.0.1:9/" in capsys.readouterr().err


def test_it_runs_with_cryptography_and_tlog_alone(log):
    program = """
import sys, importlib.abc
allowed = {"cryptography", "_cffi_backend", "cffi", "tlog", "asn_verify"} | set(sys.stdlib_module_names)
class Wall(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in allowed:
            raise ImportError(f"{name} is not allowed here")
sys.meta_path.insert(0, Wall())
from asn_verify.main import main
sys.exit(main(sys.argv[1:]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "check", str(log.folder), "--key", log.key], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
