"""Applicants' passwords: Argon2id over a keyed hash, with a cap on how many are hashed at once.

The key, `pepper.key`, lies outside the database: whoever can write `credentials` cannot make a hash that fits. The
person is in the keyed hash: one's own hash fits in nobody else's row.
A hash takes 19 MiB and tens of milliseconds on purpose; without the cap a burst of sign-ins
would take the memory and the processors from everything else.
"""

import hashlib
import hmac
import threading
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from asnkit.errors import Unavailable
from asnkit.settings import Settings

AT_ONCE = 2
WAIT_SECONDS = 5

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_slots = threading.BoundedSemaphore(AT_ONCE)
_nobody = _hasher.hash("kata sandi yang tidak dimiliki siapa pun")


def pepper_of(settings: Settings) -> bytes:
    """The key without which no password's hash can be made."""
    return bytes.fromhex(settings.secret("pepper.key").decode())


def hash_password(pepper: bytes, person: str, password: str) -> str:
    with _slot():
        return _hasher.hash(_keyed(pepper, person, password))


def matches(pepper: bytes, person: str | None, password: str, hashed: str | None) -> bool:
    """Whether the password is this person's; the same work when nobody has this login (no hash).

    Without a person, as the first release made its hashes.
    """
    with _slot():
        try:
            return _hasher.verify(hashed or _nobody, _keyed(pepper, person, password)) and hashed is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def _keyed(pepper: bytes, person: str | None, password: str) -> bytes:
    words = password if person is None else f"password\n{person}\n{password}"
    return hmac.digest(pepper, words.encode(), hashlib.sha256)


@contextmanager
def _slot():
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Unavailable("password hashing")
    try:
        yield
    finally:
        _slots.release()
