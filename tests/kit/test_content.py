"""Content lies under its own hash: what was exchanged, cut or moved is not read."""

import hashlib

import pytest
from asnkit import content
from asnkit.content import ContentChanged, keep, keep_sealed, read, read_sealed
from asnkit.sealing import Erased
from bson.binary import Binary

from .conftest import context

pytestmark = pytest.mark.servers

LINES = b"0123456789" * 2 + b"x"
OWNER, OTHER = "load_batch-1", "load_batch-2"


def within(runtime, work):
    """What `work(tx)` gives, in a transaction of its own."""
    given = []
    runtime.store.run(context(), lambda tx: given.append(work(tx)))
    return given[-1]


def exchange(runtime, collection, digest, piece):
    runtime.db[collection].update_one({"_id": f"{digest}/000000"}, {"$set": {"bytes": Binary(piece)}})


def test_what_is_kept_is_read_back_by_its_sha256_in_pieces(runtime, monkeypatch):
    monkeypatch.setattr(content, "PIECE_BYTES", 4)
    digest = within(runtime, lambda tx: keep(tx, LINES))
    assert digest == hashlib.sha256(LINES).hexdigest()
    assert runtime.db.lists.count_documents({}) == 6
    assert read(runtime.db, digest) == LINES


def test_nothing_at_all_has_a_hash_too(runtime):
    assert read(runtime.db, within(runtime, lambda tx: keep(tx, b""))) == b""


def test_keeping_the_same_twice_is_harmless_and_mends_what_was_changed(runtime):
    digest = within(runtime, lambda tx: keep(tx, LINES))
    exchange(runtime, "lists", digest, b"other")
    assert within(runtime, lambda tx: keep(tx, LINES)) == digest
    assert read(runtime.db, digest) == LINES


def test_changed_bytes_are_not_read(runtime):
    digest = within(runtime, lambda tx: keep(tx, LINES))
    exchange(runtime, "lists", digest, LINES.replace(b"x", b"y"))
    with pytest.raises(ContentChanged, match=digest):
        read(runtime.db, digest)


def test_a_lost_piece_is_not_read_over(runtime, monkeypatch):
    monkeypatch.setattr(content, "PIECE_BYTES", 4)
    digest = within(runtime, lambda tx: keep(tx, LINES))
    runtime.db.lists.delete_one({"_id": f"{digest}/000005"})
    with pytest.raises(ContentChanged):
        read(runtime.db, digest)


def test_a_sealed_file_lies_under_the_hash_of_what_is_stored_which_says_nothing_of_its_text(runtime):
    address = within(runtime, lambda tx: keep_sealed(tx, runtime.vault, OWNER, LINES))
    [piece] = runtime.db.batch_files.find()
    assert hashlib.sha256(piece["bytes"]).hexdigest() == address
    assert LINES not in piece["bytes"]
    assert within(runtime, lambda tx: keep_sealed(tx, runtime.vault, OWNER, LINES)) != address
    assert read_sealed(runtime.db, runtime.vault, OWNER, address) == LINES


def test_a_sealed_file_is_read_for_its_owner_alone(runtime):
    address = within(runtime, lambda tx: keep_sealed(tx, runtime.vault, OWNER, LINES))
    within(runtime, lambda tx: keep_sealed(tx, runtime.vault, OTHER, LINES))
    with pytest.raises(ContentChanged):
        read_sealed(runtime.db, runtime.vault, OTHER, address)


def test_another_sealed_file_in_its_place_is_not_read(runtime):
    address = within(runtime, lambda tx: keep_sealed(tx, runtime.vault, OWNER, LINES))
    exchange(runtime, "batch_files", address, runtime.vault.seal_bytes(OWNER, OWNER, "content", b"forged"))
    with pytest.raises(ContentChanged):
        read_sealed(runtime.db, runtime.vault, OWNER, address)


def test_a_sealed_file_ends_with_its_owners_key(runtime):
    address = within(runtime, lambda tx: keep_sealed(tx, runtime.vault, OWNER, LINES))
    runtime.vault.destroy(OWNER)
    with pytest.raises(Erased):
        read_sealed(runtime.db, runtime.vault, OWNER, address)
