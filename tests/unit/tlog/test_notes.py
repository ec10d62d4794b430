"""Signed notes and cosignatures: the published examples, and what is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog.notes import NoteRefused, Signer, Verifier, key_id, open_note, read_signature, split

# The example of golang.org/x/mod/sumdb/note, which C2SP signed-note describes.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
NOTE = TEXT + "\n" + LINE

# C2SP tlog-cosignature's example, and a witness that runs.
COSIGNATURE = (
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
)
WITNESS = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"


@pytest.fixture
def signer():
    return Signer("id.go.tanjungbalai.asn/test", Ed25519PrivateKey.generate())


def test_the_published_note_opens_with_the_published_key():
    assert open_note(NOTE, PETER) == TEXT


def test_the_published_private_key_signs_the_published_note():
    signer = Signer.parse(PETER_SECRET)
    assert (signer.verifier, signer.sign(TEXT), signer.secret) == (PETER, NOTE, PETER_SECRET)


@pytest.mark.parametrize(
    "change", [("PRIVATE", ""), ("c74f20a3", "c74f20a4"), ("AYEK", "AYEL"), ("+AYEK", "+BYEK"), ("DFz", "")]
)
def test_a_changed_private_key_is_refused(change):
    with pytest.raises(NoteRefused):
        Signer.parse(PETER_SECRET.replace(*change))


def test_the_key_of_a_witness_is_told_apart_from_the_same_key_as_signer(signer):
    assert str(Verifier.parse(WITNESS)) == WITNESS
    assert Verifier.parse(WITNESS).id.hex() == "da77ade7"
    assert Verifier.parse(signer.verifier).id != Verifier.parse(signer.witness_verifier).id
    assert Verifier.parse(signer.verifier).id == key_id(signer.name, signer.public)


def test_a_cosignature_starts_with_its_time():
    assert int.from_bytes(read_signature(COSIGNATURE).value[:8]) == 1679315147


def test_a_cosignature_is_checked_with_its_time(signer):
    line = signer.cosign("log\n5\nroot\n", 1_700_000_000)
    signature = read_signature(line.removesuffix("\n"))
    key = Verifier.parse(signer.witness_verifier)
    assert key.check("log\n5\nroot\n", signature.value) == 1_700_000_000
    with pytest.raises(NoteRefused):
        key.check("log\n6\nroot\n", signature.value)
    later = (1_700_000_001).to_bytes(8) + signature.value[8:]
    with pytest.raises(NoteRefused):
        key.check("log\n5\nroot\n", later)


def test_a_signature_as_signer_is_no_cosignature(signer):
    with pytest.raises(NoteRefused, match="not signed"):
        open_note(signer.sign("text\n"), signer.witness_verifier)


def test_a_text_may_hold_empty_lines(signer):
    assert open_note(signer.sign("one\n\ntwo\n"), signer.verifier) == "one\n\ntwo\n"


def test_a_signature_of_somebody_else_is_ignored(signer):
    stranger = Signer("stranger", Ed25519PrivateKey.generate())
    note = signer.sign("text\n") + stranger.sign("other\n").rpartition("\n\n")[2]
    assert open_note(note, signer.verifier) == "text\n"


def test_a_note_opens_with_its_key_only(signer):
    note = signer.sign("one\ntwo\n")
    assert open_note(note, signer.verifier) == "one\ntwo\n"
    with pytest.raises(NoteRefused):
        open_note(note, Signer(signer.name, Ed25519PrivateKey.generate()).verifier)


@pytest.mark.parametrize(
    "change",
    [
        ("one", "One"),
        ("\n\n— ", "\n— "),
        ("— id", "- id"),
        ("one\n", "one\n\n"),
        ("one\n", "one\r\n"),
        ("/test ", "/test  "),
        ("/test ", "/test+ "),
    ],
)
def test_a_changed_note_is_refused(signer, change):
    with pytest.raises(NoteRefused):
        open_note(signer.sign("one\ntwo\n").replace(*change), signer.verifier)


@pytest.mark.parametrize(
    "note",
    ["", "text", "text\n", "text\n\n", TEXT + "\n" + LINE[:-1], TEXT + "\n" + LINE + "\n", TEXT + "\n" + LINE * 101],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(NoteRefused):
        split(note)


@pytest.mark.parametrize("at", range(len(PETER)))
def test_no_piece_of_a_key_is_a_key(at):
    for piece in (PETER[:at], PETER[at + 1 :], PETER[:at] + "!" + PETER[at + 1 :]):
        with pytest.raises(NoteRefused):
            Verifier.parse(piece)


def test_a_text_without_an_end_of_line_is_not_signed(signer):
    with pytest.raises(ValueError):
        signer.sign("no newline")
