"""Signed notes: what opens and what does not."""

import pytest
from asnkit.notes import NoteRefused, Signer, open_note
from asnkit.promises import open_promise, promise
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@pytest.fixture
def signer():
    return Signer("id.go.tanjungbalai.asn/kit/promise", Ed25519PrivateKey.generate())


def test_a_note_opens_with_its_key_only(signer):
    note = signer.sign("one\ntwo\n")
    assert open_note(note, signer.verifier) == "one\ntwo\n"
    other = Signer(signer.name, Ed25519PrivateKey.generate())
    with pytest.raises(NoteRefused):
        open_note(note, other.verifier)


@pytest.mark.parametrize("change", [("one", "One"), ("\n\n— ", "\n— "), ("— id", "- id"), ("one\n", "one\n\n")])
def test_a_changed_note_is_refused(signer, change):
    note = signer.sign("one\ntwo\n")
    with pytest.raises(NoteRefused):
        open_note(note.replace(*change), signer.verifier)


def test_a_text_without_an_end_of_line_is_not_signed(signer):
    with pytest.raises(ValueError):
        signer.sign("no newline")


def test_a_second_signature_does_not_disturb_the_first(signer):
    witness = Signer("witness", Ed25519PrivateKey.generate())
    note = signer.sign("text\n")
    both = note + witness.sign("text\n").rpartition("\n\n")[2]
    assert open_note(both, signer.verifier) == open_note(both, witness.verifier) == "text\n"


def test_a_promise_names_events_hashes_and_time(signer):
    note = promise(signer, "2026-09-10T10:00:00.000Z", [("box-1@1", b"a"), ("box-1@2", b"b")])
    opened = open_promise(note, signer.verifier)
    assert opened.time == "2026-09-10T10:00:00.000Z"
    assert {event: len(digest) for event, digest in opened.hashes.items()} == {"box-1@1": 32, "box-1@2": 32}
