"""Personal data: sealed field by field with the person's own key, before the bytes are made.

AES-256-GCM; the associated data is the stream and the field, so a sealed value cannot be
moved elsewhere. Keys are in a database of their own, wrapped by a key from outside.
Destroying a person's key erases every copy of what it sealed: commits, Kafka, the log, backups.

A database keeps old pages and an operation log, and with them the wrapped key of somebody who was erased. It
is useless without the key from outside; so that one is replaced every few days (`rewrap`), and the old one destroyed.
"""

import base64
import hashlib
import hmac
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError

SCHEME = "v1"
REMEMBER_SECONDS = 1.0
REMEMBER_KEYS = 10_000
DUPLICATE = 11000
"""MongoDB's code for a key that is there already."""


class Erased(Exception):
    """The key is destroyed: what it sealed cannot be read any more, by anyone."""


class Vault:
    """Seals, opens and forgets; `keys` is the keys database, `master` 32 bytes from outside.

    `older` are the keys from outside before it, which still open what was not rewrapped yet.
    """

    def __init__(self, keys: Database, master: bytes, fingerprint_key: bytes, older: Sequence[bytes] = ()):
        self._keys = keys
        self._master = master
        self._older = older
        self._fingerprint_key = fingerprint_key
        self._remembered: dict[str, tuple[float, bytes]] = {}

    def seal(self, person: str, stream: str, field: str, text: str) -> dict:
        """The envelope {"sealed", "kid", "nonce", "ciphertext"} of one field."""
        envelope = self.seal_bytes(person, stream, field, text.encode())
        return {
            "sealed": SCHEME,
            "kid": person,
            "nonce": base64.b64encode(envelope[:12]).decode(),
            "ciphertext": base64.b64encode(envelope[12:]).decode(),
        }

    def open(self, stream: str, field: str, envelope: dict) -> str:
        """Raises Erased when the person's key is gone, ValueError when the envelope was moved or changed."""
        raw = base64.b64decode(envelope["nonce"]) + base64.b64decode(envelope["ciphertext"])
        return self.open_bytes(envelope["kid"], stream, field, raw).decode()

    def readable(self, stream: str, field: str, envelope: dict | None) -> str | None:
        """Like open; None where there is nothing, or nothing that anybody reads any more."""
        if envelope is None:
            return None
        try:
            return self.open(stream, field, envelope)
        except Erased:
            return None

    def seal_bytes(self, person: str, stream: str, field: str, content: bytes) -> bytes:
        """Nonce (12 bytes) + ciphertext, for files."""
        nonce = os.urandom(12)
        return nonce + AESGCM(self._key(person, create=True)).encrypt(nonce, content, _bound(stream, field))

    def open_bytes(self, person: str, stream: str, field: str, sealed: bytes) -> bytes:
        try:
            return AESGCM(self._key(person)).decrypt(sealed[:12], sealed[12:], _bound(stream, field))
        except InvalidTag:
            raise ValueError(f"{stream}: the sealed field {field} was moved or changed") from None

    def destroy(self, person: str) -> bool:
        """Forget a person's key for ever; false when there was none.

        Another process may remember it for one second more.
        """
        self._remembered.pop(person, None)
        gone = self._keys.persons.update_one(
            {"_id": person, "wrapped": {"$ne": None}}, {"$set": {"wrapped": None, "destroyed": datetime.now(UTC)}}
        )
        return gone.modified_count == 1

    def rewrap(self) -> int:
        """Wrap every key that is there with `master`; returns how many were not. Harmless to repeat."""
        moved = 0
        for found in self._keys.persons.find({"wrapped": {"$ne": None}}):
            wrapped = aes_key_wrap(self._master, self._unwrap(found["wrapped"]))
            if wrapped != found["wrapped"]:
                same = {"_id": found["_id"], "wrapped": found["wrapped"]}
                moved += self._keys.persons.update_one(same, {"$set": {"wrapped": wrapped}}).modified_count
        return moved

    def fingerprint(self, kind: str, text: str) -> str:
        """A claim key for a value that must be unique and may not be shown: "nik/<key id>/<hmac>"."""
        kid = hashlib.sha256(self._fingerprint_key).hexdigest()[:8]
        mac = hmac.new(self._fingerprint_key, f"{kind}\n{text}".encode(), hashlib.sha256)
        return f"{kind}/{kid}/{mac.hexdigest()}"

    def _key(self, person: str, create: bool = False) -> bytes:
        """One form seals many fields, so a key is remembered for a second instead of fetched each time."""
        until, key = self._remembered.get(person, (0.0, b""))
        if time.monotonic() < until:
            return key
        key = self._fetch(person, create)
        if len(self._remembered) >= REMEMBER_KEYS:
            self._remembered.clear()
        self._remembered[person] = (time.monotonic() + REMEMBER_SECONDS, key)
        return key

    def remember(self, persons: Sequence[str]) -> None:
        """Fetch the keys of many people at once, for a list that opens something of each."""
        found = self._keys.persons.find({"_id": {"$in": list(persons)}, "wrapped": {"$ne": None}})
        until = time.monotonic() + REMEMBER_SECONDS
        self._remembered.update({one["_id"]: (until, self._unwrap(one["wrapped"])) for one in found})

    def create(self, persons: Sequence[str]) -> None:
        """Make the keys of many new people at once, for rows that seal something of each; who has one keeps it."""
        self.remember(persons)
        made = {person: AESGCM.generate_key(256) for person in persons if person not in self._remembered}
        now = datetime.now(UTC)
        wanted = [
            {"_id": person, "wrapped": aes_key_wrap(self._master, key), "created": now} for person, key in made.items()
        ]
        try:
            if wanted:
                self._keys.persons.insert_many(wanted, ordered=False)
        except BulkWriteError as error:
            others = [one for one in error.details["writeErrors"] if one["code"] != DUPLICATE]
            if others or error.details["writeConcernErrors"]:
                raise
            for one in error.details["writeErrors"]:
                del made[one["op"]["_id"]]
        until = time.monotonic() + REMEMBER_SECONDS
        self._remembered.update({person: (until, key) for person, key in made.items()})

    def _fetch(self, person: str, create: bool) -> bytes:
        found = self._keys.persons.find_one({"_id": person})
        if found is None and create:
            key = AESGCM.generate_key(256)
            wrapped = aes_key_wrap(self._master, key)
            try:
                self._keys.persons.insert_one({"_id": person, "wrapped": wrapped, "created": datetime.now(UTC)})
                return key
            except DuplicateKeyError:
                found = self._keys.persons.find_one({"_id": person})
        if found is None or found["wrapped"] is None:
            raise Erased(person)
        return self._unwrap(found["wrapped"])

    def _unwrap(self, wrapped: bytes) -> bytes:
        for master in (self._master, *self._older):
            try:
                return aes_key_unwrap(master, wrapped)
            except InvalidUnwrap:
                continue
        raise SystemExit("the master key does not fit the keys database: is it the right secret?")


def _bound(stream: str, field: str) -> bytes:
    return f"{stream}\n{field}".encode()
