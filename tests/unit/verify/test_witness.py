"""The witness: exactly the answers of C2SP tlog-witness, and nothing cosigned that is not on its disk."""

import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from asn_verify.main import main
from asn_verify.witness import Witness, make_key, read_key
from tlog.checkpoints import cosigners
from tlog.notes import NoteRefused
from tlog.submissions import Submission

from .logs import Log

NAME = "inspektorat.example/saksi"
NOW = 1_785_000_000


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "log").grow(10)


@pytest.fixture
def make(log, tmp_path):
    """A function that starts the witness again on the same state."""
    make_key(tmp_path / "key", NAME)
    (tmp_path / "state").mkdir()
    return lambda: Witness(read_key(tmp_path / "key"), [log.key], tmp_path / "state", lambda: NOW)


@pytest.fixture
def witness(make):
    return make()


def submission(log, old, size=None):
    size = len(log.entries) if size is None else size
    return Submission(old, log.tree.consistency(old, size) if old else [], log.note(size)).text


def test_the_first_checkpoint_is_cosigned(log, witness):
    status, _, line = witness.add_checkpoint(submission(log, 0))
    assert status == 200
    assert cosigners(log.note() + line, [witness.key]) == {NAME: NOW}


def test_a_checkpoint_that_continues_is_cosigned(log, witness):
    assert witness.add_checkpoint(submission(log, 0))[0] == 200
    log.grow(300)
    assert witness.add_checkpoint(submission(log, 10))[0] == 200
    assert witness.add_checkpoint(submission(log, 310))[0] == 200  # the same once more


def test_another_old_size_is_a_conflict_that_tells_the_right_one(log, witness):
    witness.add_checkpoint(submission(log, 0))
    log.grow(5)
    for old in (0, 7):
        assert witness.add_checkpoint(submission(log, old)) == (409, "text/x.tlog.size", "10\n")


def test_another_root_of_the_same_size_is_a_conflict(log, witness):
    witness.add_checkpoint(submission(log, 0))
    log.entries[3] = b"{}"
    assert witness.add_checkpoint(submission(log, 10))[0] == 409


def test_a_rewritten_log_is_not_cosigned(log, witness):
    witness.add_checkpoint(submission(log, 0))
    log.entries[3] = b"{}"
    log.grow(5)
    assert witness.add_checkpoint(submission(log, 10))[0] == 422
    assert witness.known(log.signer.name).size == 10


def test_a_proof_where_none_belongs_is_refused(log, witness):
    text = Submission(0, [bytes(32)], log.note()).text
    assert witness.add_checkpoint(text)[0] == 422


def test_an_unknown_log_is_not_found(log, witness, tmp_path):
    text = submission(log, 0).replace(log.signer.name, "another.example/log")
    assert witness.add_checkpoint(text)[0] == 404


def test_a_checkpoint_that_the_log_did_not_sign_is_forbidden(log, witness, tmp_path):
    stranger = Log(tmp_path / "stranger").grow(10)
    assert witness.add_checkpoint(submission(stranger, 0))[0] == 403


@pytest.mark.parametrize("text", ["", "old 0\n", "old 0\n\nnothing\n", "old x\n\n", "new 0\n\n"])
def test_what_is_no_submission_is_a_bad_request(witness, text):
    assert witness.add_checkpoint(text)[0] == 400


def test_an_old_size_above_the_new_one_is_a_bad_request(log, witness):
    assert witness.add_checkpoint(Submission(11, [], log.note()).text)[0] == 400


def test_what_was_cosigned_is_known_after_a_restart(log, make):
    make().add_checkpoint(submission(log, 0))
    log.grow(5)
    assert make().add_checkpoint(submission(log, 0)) == (409, "text/x.tlog.size", "10\n")
    assert make().add_checkpoint(submission(log, 10))[0] == 200


def test_without_a_durable_state_nothing_is_cosigned(log, witness, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        witness.add_checkpoint(submission(log, 0))
    monkeypatch.undo()
    assert witness.known(log.signer.name).size == 0


def test_a_state_that_was_changed_is_not_believed(log, witness, tmp_path):
    witness.add_checkpoint(submission(log, 0))
    [place] = (tmp_path / "state").glob("*.checkpoint")
    place.write_text(place.read_text().replace("\n10\n", "\n9\n"))
    log.grow(1)
    with pytest.raises(NoteRefused):
        witness.add_checkpoint(submission(log, 9))


def test_the_key_is_made_once_and_closed_to_others(tmp_path, capsys):
    make_key(tmp_path / "key", NAME)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert read_key(tmp_path / "key").name == NAME
    with pytest.raises(FileExistsError):
        make_key(tmp_path / "key", NAME)
    (tmp_path / "key").write_text("nonsense")
    told = ["--log", "x+y+z", "--state", str(tmp_path / "s")]
    assert main(["witness", "--key", str(tmp_path / "key"), *told]) == 2


def post(url, body):
    request = urllib.request.Request(url, body.encode())
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def test_it_runs_anywhere_as_a_process_of_its_own(log, tmp_path):
    command = [
        sys.executable, "-m", "asn_verify.main", "witness", "--key", str(tmp_path / "new.key"), "--new", NAME,
        "--log", log.key, "--state", str(tmp_path / "own"), "--bind", "127.0.0.1:0",
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        key = process.stdout.readline().split()[1]
        url = process.stdout.readline().split()[-1]
        status, kind, line = post(url, submission(log, 0))
        assert (status, kind) == (200, "text/plain; charset=utf-8")
        assert list(cosigners(log.note() + line, [key])) == [NAME]
        log.grow(1)
        assert post(url, submission(log, 0)) == (409, "text/x.tlog.size", "10\n")
        assert post(url, "x" * 70_000)[0] == 413
        assert post(url.replace("add-checkpoint", "other"), "")[0] == 404
        with urllib.request.urlopen(url.replace("add-checkpoint", ""), timeout=10) as page:
            assert page.read().decode() == f"{key}\n\n{log.signer.name}\n10\n"
        second = subprocess.run(command, capture_output=True, text=True, timeout=20)
        assert (second.returncode, "another witness works with this state" in second.stderr) == (2, True)
        with socket.create_connection(("127.0.0.1", int(url.split(":")[2].split("/")[0]))) as raw:
            raw.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")
            assert b" 413 " in raw.recv(100)
    finally:
        process.terminate()
        process.wait()
