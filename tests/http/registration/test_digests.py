"""Nothing that is stored is a digest which somebody without our keys could make from what a person sent."""

import base64
import hashlib
import json

import pytest

from tests.papers import jpeg

from .conftest import PASSWORD

pytestmark = pytest.mark.servers


def stored(city) -> str:
    """Every document of every collection, as text."""
    runtime = city.runtime
    return "\n".join(
        str(document)
        for db in (runtime.db, runtime.keys, runtime.rows)
        for name in db.list_collection_names()
        for document in db[name].find()
    )


def digests(content: bytes):
    for name in ("md5", "sha1", "sha256", "sha512"):
        digest = hashlib.new(name, content).digest()
        yield from (digest.hex(), base64.b64encode(digest).decode(), str(digest))


def forms(body: dict):
    """What somebody who guesses would hash: the body as it was sent, in other spellings, and each of its values."""
    yield json.dumps(body).encode()
    yield json.dumps(body, sort_keys=True).encode()
    yield json.dumps(body, separators=(",", ":")).encode()
    yield json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    for value in body.values():
        yield str(value).encode()


def test_no_digest_of_what_a_person_sent_is_kept(city):
    body = city.account()
    id, _ = city.proved(body)
    login = {"email": body["email"], "password": PASSWORD}
    tokens = city.public.post("/v1/sign-in", login).json()
    mine = type(city.public)(city, tokens["access_token"])
    photo = jpeg()
    sent = mine.post("/v1/documents?kind=photo", data=photo)
    assert sent.status_code == 201, sent.text
    kept = stored(city)
    assert id in kept
    for content in [*forms(body), *forms(login), photo]:
        assert not [digest for digest in digests(content) if digest in kept], content[:60]
