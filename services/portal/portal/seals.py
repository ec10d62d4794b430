"""What the portal stores about people, sealed with its own key for the one place where it lies (AES-GCM)."""

import hashlib
import hmac
import json
import os

from asnkit.settings import Settings
from bson.binary import Binary
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


def derived(settings: Settings, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, from secrets/session.key."""
    return hmac.digest(settings.secret("session.key"), purpose.encode(), hashlib.sha256)


class Seal:
    """`key` has 32 bytes."""

    def __init__(self, key: bytes):
        self._cipher = AESGCM(key)

    def close(self, value, place: str) -> Binary | None:
        """Anything that JSON can hold, to be opened at this place alone; None stays None."""
        if value is None:
            return None
        nonce = os.urandom(NONCE_BYTES)
        return Binary(nonce + self._cipher.encrypt(nonce, json.dumps(value).encode(), place.encode()))

    def open(self, sealed: bytes | None, place: str):
        """What was sealed for this place; None for nothing, and for what was sealed for another."""
        if sealed is None:
            return None
        try:
            return json.loads(self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()))
        except InvalidTag:
            return None
