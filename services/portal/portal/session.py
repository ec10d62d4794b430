"""Sessions on the server: the cookie holds a random number and nothing else.

A document of the collection `sessions` is {_id: SHA-256 of the number, data, tokens, again, ends, refreshing}:
`data` is what pages keep, `tokens` what the client signs in with, both sealed with AES-GCM for
this session alone. They are apart because a page that ends late must not write back tokens
that another has already renewed. `again` is what a visitor's session led to, sealed for the code that was exchanged
for it: the answer to the same step, sent again because the first one was lost. Real time throughout.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta

from asnkit.web import current
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from pymongo import ReturnDocument

from .seals import Seal

LASTS = timedelta(hours=12)
SENT_AGAIN = timedelta(minutes=5)
"""How long a visitor's step that signed somebody in may come once more, with the cookie of before."""
REFRESHING = timedelta(seconds=15)


class Session(dict, SessionMixin):
    """Flask's `session`, with the signed-in person's tokens beside it (None for a visitor)."""

    def __init__(self, data: dict, number: str | None, tokens: dict | None, ends: datetime | None):
        super().__init__(data)
        self.number, self.tokens, self.ends = number, tokens, ends
        self.before = json.dumps(data, sort_keys=True)
        self.renewed = False
        self.ended: str | None = None
        self.left: str | None = None
        self.code = ""

    @property
    def modified(self) -> bool:
        return self.renewed or json.dumps(self, sort_keys=True) != self.before

    def begin(self, tokens: dict, code: str = "") -> None:
        """Somebody signed in: a new number, so that one planted before is worth nothing. `code` was good once."""
        self.left, self.number, self.tokens, self.code = self.number, None, tokens, code
        self.ends = datetime.now(UTC) + LASTS
        self.renewed = True

    def end(self) -> None:
        """Signed out: everything of this session is forgotten."""
        self.ended, self.number, self.tokens = self.number or self.ended, None, None
        self.clear()
        self.renewed = True


class SealedSessions(SessionInterface):
    def __init__(self, key: bytes):
        self._seal = Seal(key)

    def open_session(self, app: Flask, request: Request) -> Session:
        number = request.cookies.get(self.get_cookie_name(app), "")
        found = None if request.path.startswith(app.static_url_path) else self._stored(number)
        if found is None:
            return Session({}, None, None, None)
        key = found["_id"]
        data = self._seal.open(found["data"], f"{key}/data") or {}
        return Session(data, number, self._tokens(found), found["ends"])

    def save_session(self, app: Flask, session: Session, response: Response) -> None:
        response.vary.add("Cookie")
        if not session.modified:
            return
        sessions, name = current().db.sessions, self.get_cookie_name(app)
        if session.ended:
            sessions.delete_one({"_id": _key(session.ended)})
        if session.left:
            self._leave(session.left, session.code, session.tokens)
        if not session and session.tokens is None:
            if session.number:
                sessions.delete_one({"_id": _key(session.number)})
            if session.ended or session.number:
                response.delete_cookie(name, secure=self.get_cookie_secure(app), httponly=True, samesite="Lax")
            return
        new = session.number is None
        session.number = session.number or secrets.token_urlsafe(32)
        key = _key(session.number)
        change = {"data": self._seal.close(dict(session), f"{key}/data")}
        if new:
            session.ends = session.ends or datetime.now(UTC) + LASTS
            change |= {"ends": session.ends, "tokens": self._seal.close(session.tokens, f"{key}/tokens")}
            response.set_cookie(
                name, session.number, httponly=True, samesite="Lax", secure=self.get_cookie_secure(app), path="/"
            )
        sessions.update_one({"_id": key}, {"$set": change}, upsert=new)

    def _stored(self, number: str) -> dict | None:
        """The document of a session that has not ended."""
        wanted = {"_id": _key(number), "ends": {"$gt": datetime.now(UTC)}}
        return current().db.sessions.find_one(wanted) if number else None

    def given_before(self, number: str | None, code: str) -> dict | None:
        """The tokens that this code was exchanged for, in a session that had this number then."""
        found = self._stored(number or "")
        return self._seal.open(found.get("again"), f"{found['_id']}/again/{code}") if found else None

    def _leave(self, number: str, code: str, tokens: dict | None) -> None:
        """This session is over. What the sign-in from it gave is kept for whoever brings the code again."""
        key = _key(number)
        if code:
            over = {"tokens": None, "again": self._seal.close(tokens, f"{key}/again/{code}")}
            current().db.sessions.update_one({"_id": key}, {"$set": over | {"ends": datetime.now(UTC) + SENT_AGAIN}})
        else:
            current().db.sessions.delete_one({"_id": key})

    def claim_refresh(self, number: str) -> tuple[bool, dict | None]:
        """(whether this request may renew the tokens, the tokens as they are stored now).

        One at a time: an applicant's refresh token is good once.
        """
        now = datetime.now(UTC)
        free = {"_id": _key(number), "$or": [{"refreshing": None}, {"refreshing": {"$lt": now}}]}
        change = {"$set": {"refreshing": now + REFRESHING}}
        found = current().db.sessions.find_one_and_update(free, change, return_document=ReturnDocument.AFTER)
        if found is None:
            found = current().db.sessions.find_one({"_id": _key(number)})
            return False, self._tokens(found) if found else None
        return True, self._tokens(found)

    def keep_tokens(self, number: str, tokens: dict) -> None:
        key = _key(number)
        change = {"tokens": self._seal.close(tokens, f"{key}/tokens"), "refreshing": None}
        current().db.sessions.update_one({"_id": key}, {"$set": change})

    def _tokens(self, document: dict) -> dict | None:
        return self._seal.open(document["tokens"], f"{document['_id']}/tokens")


def _key(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()
