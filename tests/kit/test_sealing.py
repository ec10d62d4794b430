import time
import uuid

import pytest
from asnkit.sealing import Erased, Vault

pytestmark = pytest.mark.servers


def test_only_the_same_stream_and_field_open_a_sealed_value(runtime):
    vault = runtime.vault
    envelope = vault.seal("p1", "account-1", "nik", "1274990101900001")
    assert "1274990101900001" not in str(envelope) and envelope["kid"] == "p1"
    assert vault.open("account-1", "nik", envelope) == "1274990101900001"
    for stream, field in (("account-2", "nik"), ("account-1", "name")):
        with pytest.raises(ValueError, match="moved or changed"):
            vault.open(stream, field, envelope)


def test_the_same_text_is_never_sealed_twice_alike(runtime):
    first, second = (runtime.vault.seal("p1", "account-1", "nik", "x") for _ in range(2))
    assert first["ciphertext"] != second["ciphertext"]


def test_destroying_the_key_erases_every_copy_and_no_new_key_takes_its_place(runtime):
    vault = runtime.vault
    envelope = vault.seal("p1", "account-1", "nik", "x")
    assert vault.destroy("p1") is True
    assert vault.destroy("p1") is False
    with pytest.raises(Erased):
        vault.open("account-1", "nik", envelope)
    with pytest.raises(Erased):
        vault.seal("p1", "account-1", "nik", "y")


def test_the_keys_are_wrapped_and_useless_without_the_master_key(runtime):
    runtime.vault.seal("p1", "account-1", "nik", "x")
    other = Vault(runtime.keys, bytes(32), bytes(32))
    with pytest.raises(SystemExit, match="master key"):
        other.seal("p1", "account-1", "nik", "y")


def test_a_fingerprint_is_equal_for_equal_text_and_says_which_key_made_it(runtime):
    first = runtime.vault.fingerprint("nik", "1274990101900001")
    assert first == runtime.vault.fingerprint("nik", "1274990101900001")
    assert first != runtime.vault.fingerprint("kk", "1274990101900001")
    assert first.startswith("nik/") and "1274" not in first


def test_a_file_is_sealed_whole(runtime):
    sealed = runtime.vault.seal_bytes("p1", "document-1", "content", b"\x00PDF")
    assert runtime.vault.open_bytes("p1", "document-1", "content", sealed) == b"\x00PDF"


def test_a_key_destroyed_by_another_process_is_forgotten_within_a_second(runtime, another):
    envelope = runtime.vault.seal("p1", "account-1", "nik", "x")
    another().vault.destroy("p1")
    time.sleep(1.1)
    with pytest.raises(Erased):
        runtime.vault.open("account-1", "nik", envelope)


def test_a_new_key_from_outside_takes_over_and_the_old_one_opens_nothing_any_more(runtime):
    old, new, hmac = bytes([1]) * 32, bytes([2]) * 32, bytes(32)
    envelope = Vault(runtime.keys, old, hmac).seal("p1", "account-1", "nik", "x")
    Vault(runtime.keys, old, hmac).seal("p2", "account-2", "nik", "x")
    Vault(runtime.keys, old, hmac).destroy("p2")
    both = Vault(runtime.keys, new, hmac, [old])
    assert both.open("account-1", "nik", envelope) == "x", "while keys are being wrapped anew"
    assert (both.rewrap(), both.rewrap()) == (1, 0)
    assert Vault(runtime.keys, new, hmac).open("account-1", "nik", envelope) == "x"
    with pytest.raises(SystemExit, match="master key"):
        Vault(runtime.keys, old, hmac).open("account-1", "nik", envelope)
    with pytest.raises(Erased):
        Vault(runtime.keys, new, hmac).seal("p2", "account-2", "nik", "y")


def test_many_keys_are_made_at_once_and_who_has_one_or_lost_one_gets_no_other(runtime, another):
    there, gone, new = (str(uuid.uuid4()) for _ in range(3))
    other = another().vault
    kept, lost = other.seal(there, "box-1", "name", "Ani"), other.seal(gone, "box-2", "name", "Budi")
    other.destroy(gone)
    runtime.vault.create([there, gone, new])
    sealed = runtime.vault.seal(new, "box-3", "name", "Cita")
    assert other.open("box-3", "name", sealed) == "Cita", "the key is kept, not only remembered"
    assert runtime.vault.open("box-1", "name", kept) == "Ani"
    for vault in (runtime.vault, other):
        with pytest.raises(Erased):
            vault.open("box-2", "name", lost)
    with pytest.raises(Erased):
        runtime.vault.seal(gone, "box-2", "name", "Budi")
    runtime.vault.create([there, gone, new])
    assert runtime.vault.open("box-3", "name", sealed) == "Cita"
