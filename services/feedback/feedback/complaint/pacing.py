"""How often somebody unknown may send, by where they send from. A village may be behind one address.

So nobody is counted out early: after the first of an hour a complaint costs its writer a minute between its check and
its sending, which needs no script and no cookie. `check` gives a stamp, the time with a keyed hash over it and the
text; one text has one stamp, however often it is looked at. Numbers are rules of this project, of no decree.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from asnkit.events import Refused
from asnkit.limits import Limit, Try, count, give_back
from asnkit.service import Runtime

AT_ONCE = Limit("complaints", 200, timedelta(hours=1))
IN_ALL = Limit("all complaints", 2000, timedelta(hours=1))
WAIT = timedelta(minutes=1)
LONGEST = timedelta(days=1)
"""How long a stamp is good."""


def stamp(runtime: Runtime, text: str, at: datetime | None = None) -> str:
    """Real time, as limits have it."""
    seconds = int((at or datetime.now(UTC)).timestamp())
    signed = hmac.digest(_key(runtime), f"stamp\n{seconds}\n{text}".encode(), hashlib.sha256)
    return f"{seconds}.{signed.hex()}"


def age(runtime: Runtime, text: str, told: str) -> timedelta | None:
    """How long ago this text had this stamp (schemas.Written); None where it never had, or too long ago."""
    if not told:
        return None
    since = datetime.fromtimestamp(int(told.partition(".")[0]), UTC)
    if not hmac.compare_digest(stamp(runtime, text, since).encode(), told.encode()):
        return None
    passed = datetime.now(UTC) - since
    return passed if passed <= LONGEST else None


def admit(runtime: Runtime, source: str, text: str, told: str) -> list[Try]:
    """What was counted, to be given back where nothing new is sent. Raises Refused 429."""
    counted = [count(runtime.db, _key(runtime), IN_ALL, source)]
    try:
        return [*counted, count(runtime.db, _key(runtime), AT_ONCE, source)]
    except Refused:
        passed = age(runtime, text, told)
        if passed is not None and passed >= WAIT:
            return counted
        give_back(runtime.db, counted[0])
    message = "Banyak kiriman datang dari jaringan Anda. Tunggu satu menit, lalu kirim lagi; tulisan Anda masih ada."
    raise Refused("tunggu-sebentar", message, status=429)


def take_back(runtime: Runtime, tries: list[Try]) -> None:
    for one in tries:
        give_back(runtime.db, one)


def _key(runtime: Runtime) -> bytes:
    return bytes.fromhex(runtime.settings.secret("hmac.key").decode())
