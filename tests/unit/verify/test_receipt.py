"""`asn-verify receipt`: a proof and a promise, checked without a network."""

import base64
import hashlib

import pytest
from asn_verify.main import main
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog.commits import sign
from tlog.notes import Signer

from .logs import Log

EVENT = b'{"id":"application-1@3","data":{}}'
DIGEST = hashlib.sha256(EVENT)
LEAF = DIGEST.digest()
SERVICE = Signer("id.go.tanjungbalai.asn/registration/promise", Ed25519PrivateKey.generate())


@pytest.fixture
def log(tmp_path):
    made = Log(tmp_path / "log", [LEAF]).grow(40)
    (tmp_path / "one.tlog-proof").write_text(made.proof(0).text)
    (tmp_path / "event.json").write_bytes(EVENT + b"\n")
    return made


def promise(event="application-1@3", digest=None):
    digest = digest or DIGEST.digest()
    note, paths = sign(SERVICE, "2026-08-01T02:00:00Z", [bytes(32), digest])
    lines = zip(("application-1@2", event), (bytes(32), digest), paths, strict=True)
    told = "".join(f"{one} {base64.b64encode(hashed).decode()} {path.text}\n" for one, hashed, path in lines)
    return f"asn-promise/v1\n{told}\n{note}"


def receipt(log, *more):
    return main(["receipt", str(log.folder.parent / "one.tlog-proof"), "--key", log.key, *more])


def test_a_right_receipt_says_what_it_shows(log, capsys):
    assert receipt(log) == 0
    out = capsys.readouterr().out
    assert f"Entry 0 of the log: the event with SHA-256 {DIGEST.hexdigest()}." in out
    assert "in the tree of 41 entries" in out


def test_promise_and_event_are_compared_with_it(log, tmp_path, capsys):
    (tmp_path / "promise").write_text(promise())
    told = ["--promise", str(tmp_path / "promise"), "--promise-key", SERVICE.verifier]
    assert receipt(log, *told, "--event", str(tmp_path / "event.json")) == 0
    out = capsys.readouterr().out
    assert "It is what was promised at 2026-08-01T02:00:00Z." in out
    assert "It is the event in the file." in out


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (promise(digest=b"\1" * 32), "another content was promised"),
        (promise().replace("2026", "2025"), "the promise: "),
    ],
)
def test_a_promise_that_does_not_fit(log, tmp_path, capsys, made, says):
    (tmp_path / "promise").write_text(made)
    assert receipt(log, "--promise", str(tmp_path / "promise"), "--promise-key", SERVICE.verifier) == 1
    assert says in capsys.readouterr().err


def test_another_event_does_not_fit(log, tmp_path, capsys):
    (tmp_path / "other.json").write_bytes(EVENT.replace(b"3", b"4"))
    assert receipt(log, "--event", str(tmp_path / "other.json")) == 1
    assert "other bytes" in capsys.readouterr().err


def test_a_forged_receipt_is_refused(log, tmp_path, capsys):
    place = tmp_path / "one.tlog-proof"
    forged = hashlib.sha256(b"another").digest()
    text = place.read_text().replace(base64.b64encode(LEAF).decode(), base64.b64encode(forged).decode())
    place.write_text(text)
    assert receipt(log) == 1
    assert "does not lead to the root" in capsys.readouterr().err


def test_a_receipt_of_another_log_is_refused(log, tmp_path, capsys):
    other = Log(tmp_path / "other", [LEAF])
    assert main(["receipt", str(tmp_path / "one.tlog-proof"), "--key", other.key]) == 1
    assert "not signed by" in capsys.readouterr().err


def test_a_receipt_shows_its_witnesses(log, tmp_path, capsys):
    witness = Signer("inspektorat.example/saksi", Ed25519PrivateKey.generate())
    place = tmp_path / "one.tlog-proof"
    text = place.read_text()
    place.write_text(text + witness.cosign(log.note().partition("\n\n")[0] + "\n", 1_785_000_000))
    assert receipt(log, "--witness", witness.witness_verifier, "--needed", "1") == 0
    assert "Cosigned by 1 of 1 witnesses: inspektorat.example/saksi." in capsys.readouterr().out
    place.write_text(text)
    assert receipt(log, "--witness", witness.witness_verifier, "--needed", "1") == 1
