"""A device on which somebody signed in before, known again by what it keeps: "<number>.<keyed hash>".

Nothing of it is stored here. It opens nothing: it says that a try comes from where this login has been before, so
that what strangers do elsewhere does not count against it.
"""

import hashlib
import hmac
import secrets


def made_known(pepper: bytes, login: str) -> str:
    number = secrets.token_urlsafe(16)
    return f"{number}.{_mark(pepper, login, number)}"


def number_of(pepper: bytes, login: str, device: str) -> str | None:
    """The device's number where this login has been on it; None for a stranger, whatever it brings."""
    number, _, mark = device.partition(".")
    return number if hmac.compare_digest(_mark(pepper, login, number).encode(), mark.encode()) else None


def _mark(pepper: bytes, login: str, number: str) -> str:
    return hmac.digest(pepper, f"device\n{login}\n{number}".encode(), hashlib.sha256).hex()
