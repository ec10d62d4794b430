"""Applicants' passwords: Argon2id over a keyed hash, with a cap on how many are hashed at once.

The key, `pepper.key`, lies outside the database: whoever can write `credentials` cannot make a hash that fits.
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

AT_ONCE = 2
WAIT_SECONDS = 5

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_slots = threading.BoundedSemaphore(AT_ONCE)
_nobody = _hasher.hash("kata sandi yang tidak dimiliki siapa pun")


def hash_password(pepper: bytes, password: str) -> str:
    with _slot():
        return _hasher.hash(_keyed(pepper, password))


def matches(pepper: bytes, password: str, hashed: str | None) -> bool:
    """Whether the password fits; takes the same time when nobody has this login (None)."""
    with _slot():
        try:
            return _hasher.verify(hashed or _nobody, _keyed(pepper, password)) and hashed is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def _keyed(pepper: bytes, password: str) -> bytes:
    return hmac.digest(pepper, password.encode(), hashlib.sha256)


@contextmanager
def _slot():
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Unavailable("password hashing")
    try:
        yield
    finally:
        _slots.release()
