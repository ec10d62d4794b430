"""The promise in a command's answer."""

import pytest
from asnkit.promises import open_promise, promise
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog.notes import NoteRefused, Signer


def test_a_promise_names_events_hashes_and_time():
    signer = Signer("id.go.tanjungbalai.asn/kit/promise", Ed25519PrivateKey.generate())
    note = promise(signer, "2026-09-10T10:00:00.000Z", [("box-1@1", b"a"), ("box-1@2", b"b")])
    opened = open_promise(note, signer.verifier)
    assert opened.time == "2026-09-10T10:00:00.000Z"
    assert {event: len(digest) for event, digest in opened.hashes.items()} == {"box-1@1": 32, "box-1@2": 32}
    with pytest.raises(NoteRefused):
        open_promise(note.replace("box-1@2", "box-1@3"), signer.verifier)
