"""Letters that wait for the post: the outbox of what people are told.

A command puts a letter down in its own transaction (`tx.letter`): what kind, about what, and until when it is worth
sending. A worker composes it when it is sent, so no address and no secret lies here, and removes it when the mail
server has taken it: at least once, with the same number each time. While the server is away all wait; one that it
does not take yet lets the others go first, and so do notices, which may be very many, what somebody waits for.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from .db import patience
from .mail import Letter, Post, Refused
from .metrics import LETTERS, LETTERS_WAITING

AT_ONCE = 50
PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)

Compose = Callable[[Any, str, dict], Letter | None]
"""(runtime, the letter's number, what `tx.letter` was given) → the letter; None when there is no reason for it now."""

Bounced = Callable[[Any, str, dict], None]
"""What happens when the mail server refuses a letter of a kind for good; given as above, and perhaps more than once."""

log = logging.getLogger(__name__)


class Letterbox:
    """`kinds` is a service's LETTERS: kind → how it is composed; `bounces` has what follows a refusal of some."""

    def __init__(self, runtime, kinds: Mapping[str, Compose], post: Post, bounces: Mapping[str, Bounced] | None = None):
        self._runtime, self._kinds, self._post, self._bounces = runtime, kinds, post, bounces or {}

    def turn(self) -> int:
        """Send what is due; the number of letters that were looked at. Raises Unavailable."""
        letters = self._runtime.db.letters
        with patience():
            now = datetime.now(UTC)
            due = list(letters.find({"due": {"$lte": now}}).sort([("notice", 1), ("due", 1)]).limit(AT_ONCE))
            LETTERS_WAITING.labels(self._runtime.service.name).set(letters.estimated_document_count())
        if not due:
            return 0
        with self._post.opened() as send:
            for waiting in due:
                self._deal_with(waiting, now, send)
        return len(due)

    def _deal_with(self, waiting: dict, now: datetime, send: Callable[[Letter], None]) -> None:
        number, kind = waiting["_id"], waiting["kind"]
        try:
            letter = self._kinds[kind](self._runtime, number, waiting["args"]) if now < waiting["until"] else None
            if letter:
                send(letter)
            self._done(number, "sent" if letter else "void")
        except Refused as refused:
            if refused.for_good:
                log.warning("letter %s (%s): the mail server refuses it with %d", number, kind, refused.code)
                if kind in self._bounces:
                    self._bounces[kind](self._runtime, number, waiting["args"])
                self._done(number, "refused")
            else:
                self._later(waiting, now)
        except (KeyError, ValueError, TypeError) as error:  # a letter that cannot be composed holds up no other
            log.error("letter %s (%s): %s", number, kind, type(error).__name__)
            self._later(waiting, now)

    def _done(self, number: str, outcome: str) -> None:
        with patience():
            self._runtime.db.letters.delete_one({"_id": number})
        LETTERS.labels(self._runtime.service.name, outcome).inc()

    def _later(self, waiting: dict, now: datetime) -> None:
        tries = waiting["tries"] + 1
        due = now + min(PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
        with patience():
            self._runtime.db.letters.update_one({"_id": waiting["_id"]}, {"$set": {"due": due, "tries": tries}})
        LETTERS.labels(self._runtime.service.name, "later").inc()


def waiting_letter(number: str, kind: str, args: dict, until: datetime, due: datetime | None = None) -> dict:
    """A letter as it waits; `args` holds ids, never what a person could be known by. With `due` it is a notice."""
    waiting = {"_id": number, "kind": kind, "args": args, "due": due or datetime.now(UTC), "until": until}
    return waiting | {"tries": 0, "notice": due is not None}
