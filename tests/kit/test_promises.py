"""The promise in a command's answer, and the commit's note that it is made of."""

import hashlib

import pytest
from asnkit.keyring import Keyring
from asnkit.promises import open_promise, promise
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog.commits import open_commit, open_own_commit, origin, sign
from tlog.notes import NoteRefused, Signer
from tlog.tree import ProofRefused

TIME = "2026-09-10T10:00:00.000Z"


@pytest.fixture(scope="module")
def signer():
    return Signer(origin("kit"), Ed25519PrivateKey.generate())


@pytest.fixture
def promised(signer):
    digests = [hashlib.sha256(raw).digest() for raw in (b"a", b"b", b"c")]
    note, paths = sign(signer, TIME, digests)
    events = zip(("box-1@1", "box-1@2", "box-2@1"), digests, (path.text for path in paths), strict=True)
    return promise(note, events)


def test_a_promise_names_events_hashes_and_time(signer, promised):
    opened = open_promise(promised, signer.verifier)
    assert (opened.origin, opened.time) == ("id.go.tanjungbalai.asn/kit/promise", TIME)
    assert opened.hashes["box-1@2"] == hashlib.sha256(b"b").digest()
    assert list(opened.hashes) == ["box-1@1", "box-1@2", "box-2@1"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("time 2026", "time 2025"),
        lambda text: text.replace("events 3", "events 4"),
        lambda text: text.replace("box-1@2 ", "box-1@2 x"),
        lambda text: text.replace(" 1 3 ", " 2 3 "),
        lambda text: text.replace("asn-promise/v1", "asn-promise/v2"),
        lambda text: text.replace("kit/promise", "other/promise"),
    ],
    ids=["another time", "another number", "another hash", "another place", "another format", "another service"],
)
def test_a_promise_that_was_changed_is_refused(signer, promised, change):
    with pytest.raises((NoteRefused, ProofRefused)):
        open_promise(change(promised), signer.verifier)


def test_a_promise_signed_by_another_key_is_refused(promised):
    with pytest.raises(NoteRefused):
        open_promise(promised, Signer(origin("kit"), Ed25519PrivateKey.generate()).verifier)


def test_whoever_signed_knows_its_own_note_by_signing_again(signer):
    note, _ = sign(signer, TIME, [hashlib.sha256(b"a").digest()])
    assert open_own_commit(note, signer) == open_commit(note, signer.verifier)
    other = Signer(signer.name, Ed25519PrivateKey.generate())
    for forged in (note.replace("events 1", "events 2"), note + "x\n", sign(other, TIME, [bytes(32)])[0]):
        with pytest.raises(NoteRefused):
            open_own_commit(forged, signer)


def test_a_public_key_that_is_not_the_one_it_signs_with_stops_the_start(signer, tmp_path):
    (tmp_path / "kit.key").write_text(Signer(signer.name, Ed25519PrivateKey.generate()).verifier)
    with pytest.raises(SystemExit, match="promise"):
        Keyring(tmp_path, signer)
