"""How often somebody may try to sign in: by where they ask from, and by the device that they signed in on before.

Nothing counts against an account as a whole: whoever floods somebody's address keeps out nobody but themselves.
Numbers are rules of this project, of no decree.
"""

from datetime import timedelta

from asnkit.limits import Limit, Try, count, give_back
from pymongo.database import Database

from . import devices

__all__ = ["Try", "count", "count_around", "give_back"]

PASSWORDS = Limit("passwords", 10, timedelta(minutes=15))
"""Wrong ones for one address, from one source; and, apart from that, from one device that is known."""

SIGN_INS = Limit("sign-ins", 100, timedelta(minutes=15))
"""Wrong ones from one source, for whatever addresses. A school, a village or a telephone network may be one source."""

ACCOUNTS = Limit("accounts", 100, timedelta(hours=1))
"""From one source, that are not proved."""

CODES = Limit("codes", 50, timedelta(hours=1))
"""Wrong ones and further ones from one source, for whatever accounts."""


RECOVERIES = Limit("recoveries", 5, timedelta(hours=1))
"""Codes for a new password, for one address: asked for from one source, and, apart from that, on one known device."""

LETTERS = Limit("letters", 50, timedelta(hours=1))
"""The same from one source, for whatever addresses."""


def count_around(db: Database, key: bytes, one: Limit, all: Limit, login: str, source: str, device: str) -> list[Try]:
    """A try for one login. A device that is known there counts by itself, others by where they are. Raises Refused."""
    known = devices.number_of(key, login, device)
    if known:
        return [count(db, key, one, login, f"device {known}")]
    return [count(db, key, one, login, source), count(db, key, all, source)]
