"""The code that is shown in the room: six digits that change every half minute, by the server's time.

A code is made of the session, the day and the half minute with the service's key; nothing is kept, and who has the
database cannot make one. The one before still counts, so that whoever reads it in its last second is not refused.
"""

from datetime import datetime
from typing import NamedTuple

from asnkit.sealing import Vault

SECONDS = 30
EARLIER = 1
"""How many half minutes a code outlives its own."""


class Code(NamedTuple):
    """`left` are the seconds for which it is shown."""

    digits: str
    left: int


def shown(vault: Vault, session: str, now: datetime) -> Code:
    step, passed = divmod(int(now.timestamp()), SECONDS)
    return Code(_digits(vault, session, step), SECONDS - passed)


def holds(vault: Vault, session: str, typed: str, now: datetime) -> bool:
    step = int(now.timestamp()) // SECONDS
    return typed in {_digits(vault, session, step - earlier) for earlier in range(EARLIER + 1)}


def _digits(vault: Vault, session: str, step: int) -> str:
    mac = vault.fingerprint("attendance", f"{session}/{step}").rpartition("/")[2]
    return f"{int(mac, 16) % 1_000_000:06d}"
