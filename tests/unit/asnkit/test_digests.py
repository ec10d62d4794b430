"""A digest says nothing to whoever has not the key, and nothing about a password to anybody."""

import hashlib
import json

from asnkit.digests import Digests
from hypothesis import given
from hypothesis import strategies as st

DIGESTS = Digests(b"k" * 32)
TEXTS = st.text(max_size=20)


@given(st.binary(max_size=200))
def test_no_digest_can_be_made_without_the_key(body):
    found = DIGESTS.request(body)
    assert found != hashlib.sha256(body).hexdigest() and found != Digests(b"l" * 32).request(body)


@given(TEXTS, TEXTS, TEXTS)
def test_a_password_is_in_no_digest_of_a_request(name, one, other):
    def body(password):
        return json.dumps({"name": name, "password": password, "inner": [{"password": password}]}).encode()

    assert DIGESTS.request(body(one)) == DIGESTS.request(body(other))


@given(TEXTS, TEXTS)
def test_everything_else_is(one, other):
    same = DIGESTS.request(json.dumps({"name": one}).encode()) == DIGESTS.request(json.dumps({"name": other}).encode())
    assert same == (one == other)


def test_the_same_words_for_another_purpose_have_another_digest():
    assert DIGESTS.command("a", "b", "c") != DIGESTS.request(b"a\nb\nc")


def test_a_command_is_its_actor_its_operation_its_key_and_for_strangers_its_body():
    found = {
        DIGESTS.command(actor, operation, key, body)
        for actor in "ab" for operation in ("POST /x?", "POST /x?kind=a") for key in "kl" for body in (None, b"1", b"2")
    }  # fmt: skip
    assert len(found) == 24
