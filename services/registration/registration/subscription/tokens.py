"""The word in a letter that stops further ones to its person: "<person>.<keyed hash>". It does nothing else."""

import hashlib
import hmac

PATTERN = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9a-f]{32}\Z"


def token_of(pepper: bytes, person: str) -> str:
    return f"{person}.{_mark(pepper, person)}"


def person_of(pepper: bytes, token: str) -> str | None:
    """None for a word that we did not write."""
    person, _, mark = token.partition(".")
    return person if hmac.compare_digest(_mark(pepper, person), mark) else None


def _mark(pepper: bytes, person: str) -> str:
    return hmac.digest(pepper, f"subscription\n{person}".encode(), hashlib.sha256).hex()[:32]
