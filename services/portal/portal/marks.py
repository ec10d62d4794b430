"""Whether a form that comes in is one that we showed, and to whom.

Each form carries a mark (`csrf_token`): when it was shown and to whom, with a MAC under the portal's key. It names no
session, so a form outlives one. What is closed to others counts when the person to whom it was shown sends it; what
needs no sign-in counts whoever is or is not signed in, without a cookie. That a page of ours sent it is what the
browser says, in headers that no page can change.
"""

import hashlib
import hmac
import re
import time
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request

from .session import LASTS
from .signin.tokens import Person, person

FIELD = "csrf_token"
CHANGE_NOTHING = {"proof.open_file"}
"""What they are sent is looked at and forgotten: from wherever it comes."""
ONE_CLICK = {"subscription.stop", "topics.stop"}
"""A mail program sends it, without a page of ours (RFC 8058); its address is the proof, and good for nothing else."""
ASKING = ("GET", "HEAD", "OPTIONS")
TOLD = r"(?P<kind>[vps])\.(?P<shown>[0-9]{1,12})\.(?P<owner>[0-9a-f]{0,32})"
MARK = re.compile(rf"(?P<told>{TOLD})\.(?P<mac>[0-9a-f]{{64}})")
VISITOR, APPLICANT, STAFF = "vps"


class NotOurs(Exception):
    """This form carries no mark of ours, or another site sent it."""


class TooOld(Exception):
    """This form was shown to this person longer ago than a session lasts."""


class SomebodyElses(Exception):
    """This form was shown to another person than the one who is signed in."""


class Mark(NamedTuple):
    """`owner` is the keyed fingerprint of the person to whom the form was shown, "" for a visitor."""

    kind: str
    shown: int
    owner: str

    @property
    def old(self) -> bool:
        return self.shown + LASTS.total_seconds() < time.time()


def register(app: Flask) -> None:
    app.jinja_env.globals[FIELD] = mark
    app.before_request(_look)


def mark() -> str:
    """The mark for a form on the page that is being made."""
    g.shows_form = True
    who = person()
    kind = VISITOR if who is None else STAFF if who.staff else APPLICANT
    told = f"{kind}.{int(time.time())}.{owner(who) if who else ''}"
    return f"{told}.{_mac(told)}"


def sent() -> Mark:
    """The mark of the form that was sent. Raises NotOurs."""
    found = MARK.fullmatch(request.form.get(FIELD, ""))
    if not found or not hmac.compare_digest(found["mac"], _mac(found["told"])):
        raise NotOurs
    return Mark(found["kind"], int(found["shown"]), found["owner"])


def owner(who: Person) -> str:
    """Tells two people apart, and nobody who they are."""
    return _mac(f"owner\n{who.role}\n{who.id}")[:32]


def closed() -> bool:
    """Whether the page that is asked for is for some people only."""
    blueprint = current_app.blueprints.get(request.blueprint or "")
    return bool(getattr(blueprint, "roles", ()))


def _look() -> None:
    if request.method in ASKING or request.endpoint is None or request.endpoint in CHANGE_NOTHING | ONE_CLICK:
        return
    if _from_elsewhere():
        raise NotOurs
    found, who = sent(), person()
    g.mark = found
    if closed() and who is not None:
        if found.owner != owner(who):
            raise SomebodyElses
        if found.old:
            raise TooOld


def _from_elsewhere() -> bool:
    """What today's browsers say; older ones and programs say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def _mac(text: str) -> str:
    return hmac.new(current_app.secret_key, f"mark\n{text}".encode(), hashlib.sha256).hexdigest()
