"""Who calls: JWTs of several issuers (RFC 9068), each with the roles that it may grant.

EdDSA only, `typ` at+jwt, for this service and no other, 15 minutes at most. A verified token is remembered until it
expires, because checking the signature is a third of a request's own time.
"""

import json
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

import jwt

from .errors import Unavailable

CACHE_SIZE = 10_000
LONGEST_SECONDS = 900
KEYS_SECONDS = 300
FETCH_SECONDS = 3
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1, 30
TYPES = ("at+jwt", "application/at+jwt")
RELAYING_CLIENT = "portal"
VOUCHED = "kantor"
"""Somebody of the office, in no role yet: who they are is all that counts of what the office's provider says."""


class Unauthorized(Exception):
    """No token, or one that is expired, forged, for somebody else or of an unknown issuer."""


class RoleOver(Unauthorized):
    """The role that this token is of was taken away, or has ended."""


@dataclass(frozen=True, slots=True)
class Caller:
    """`role` is one of the roles of the README; `id` the person's or the officer's pseudonym.

    `unit` is what the grant of a unit's liaison names, by its id; "" where it names none, and for everybody else.
    `client` is the program that the token was given to, `session` the sign-in that it comes from.
    """

    id: str
    role: str
    name: str
    unit: str
    scopes: frozenset[str]
    client: str
    session: str
    expires: float
    grant: str = ""
    """The stream of the role's grant at platform, role-<uuid>; of staff alone."""
    acr: str = ""
    period: str = ""
    """The one period that the grant is for; "" where it is for every one."""
    second_factor: bool | None = None
    """Whether `acr` or `amr` says so; None where the issuer's entry names no value for it."""

    @property
    def actor(self) -> str:
        return f"{self.role}:{self.id}"

    @property
    def continues_traces(self) -> bool:
        """Whether this request goes on with a trace that its sender names: services and the portal do.

        Anybody else could write into somebody's trace.
        """
        return self.role == "service" or self.client == RELAYING_CLIENT


class Issuer:
    """One issuer's keys, kept for five minutes and then fetched by one thread while the old ones go on.

    Whoever needs a key that is not here yet waits for that one fetch, and never longer than FETCH_SECONDS.
    After a failure the next try waits, twice as long each time.
    """

    def __init__(self, issuer: str, jwks: str, roles: list[str], second_factor: list[str] = ()):
        self.issuer = issuer
        self.roles, self._second = frozenset(roles), frozenset(second_factor)
        self._jwks = jwks
        self._keys: dict[str, jwt.PyJWK] = {}
        self._lock = threading.Lock()
        self._fetching: tuple[float, threading.Event] | None = None
        self._fetched = self._next = -float(KEYS_SECONDS)
        self._failures = 0

    def learn(self, document: dict) -> None:
        """Take keys that are known without asking; they never grow old."""
        self._take(document)
        self._fetched = float("inf")

    def key(self, kid: str):
        """Raises Unauthorized for an unknown key, Unavailable when the issuer cannot be asked."""
        found = self._keys.get(kid)
        if found is None or time.monotonic() - self._fetched > KEYS_SECONDS:
            fetching = self._begin()
            if found is None and fetching:
                began, done = fetching
                done.wait(max(0.0, began + FETCH_SECONDS - time.monotonic()))
            found = self._keys.get(kid)
        if found is None and (self._failures or not self._keys):
            raise Unavailable(self.issuer)
        if found is None:
            raise Unauthorized("unknown signing key")
        return found

    def granted(self, role: str) -> str:
        """The role that a token of this issuer's brings. Raises Unauthorized.

        Whoever may say who is of the office says no more about them: what role it claims counts for nothing.
        """
        if role not in self.roles and VOUCHED not in self.roles:
            raise Unauthorized("this issuer may not grant this role")
        return role if role in self.roles else VOUCHED

    def second_factor(self, claims: dict) -> bool | None:
        """Whether somebody signed in with one, by `acr` (RFC 9068 §2.2.1) or `amr` (RFC 8176)."""
        if not self._second:
            return None
        methods = claims.get("amr", [])
        said = [_text(claims, "acr"), *(methods if isinstance(methods, list) else [])]
        return any(isinstance(one, str) and one in self._second for one in said)

    def _begin(self) -> tuple[float, threading.Event] | None:
        """The fetch that runs now; None while it is too early for another."""
        with self._lock:
            now = time.monotonic()
            if self._fetching is None and now >= self._next:
                self._fetching = (now, threading.Event())
                threading.Thread(target=self._fetch, args=(self._fetching[1],), daemon=True).start()
            return self._fetching

    def _fetch(self, done: threading.Event) -> None:
        try:
            with urllib.request.urlopen(self._jwks, timeout=FETCH_SECONDS) as answer:  # the address is a setting
                self._take(json.load(answer))
        except (OSError, ValueError, KeyError, TypeError, jwt.PyJWTError):
            self._failures += 1
        else:
            self._fetched, self._failures = time.monotonic(), 0
        with self._lock:
            pause = min(PAUSE_SECONDS * 2 ** max(0, self._failures - 1), LONGEST_PAUSE_SECONDS)
            self._fetching, self._next = None, time.monotonic() + pause
        done.set()

    def _take(self, document: dict) -> None:
        self._keys = {key["kid"]: jwt.PyJWK(key, algorithm="EdDSA") for key in document["keys"]}


class Verifier:
    """Checks tokens for one audience, the service's name."""

    def __init__(self, audience: str, issuers: list[dict]):
        self._audience = audience
        self._issuers = {one["issuer"]: Issuer(**one) for one in issuers}
        self._seen: dict[str, Caller] = {}
        self.alive: Callable[[Caller], bool] = lambda caller: True
        """Whether the sign-in behind a token still stands; set by a service that can know."""
        self.over: Callable[[str], bool] = lambda grant: False
        """Whether a grant is over; set by a service that hears of it."""

    def learn(self, issuer: str, document: Callable[[], dict]) -> None:
        """An issuer that is this very process need not ask itself over HTTP."""
        if issuer in self._issuers:
            self._issuers[issuer].learn(document())

    def verify(self, token: str) -> Caller:
        """Raises Unauthorized or Unavailable."""
        caller = self._seen.get(token)
        if caller is None:
            caller = self._check(token)
            if len(self._seen) >= CACHE_SIZE:
                self._seen.clear()
            self._seen[token] = caller
        if caller.expires <= time.time():
            self._seen.pop(token, None)
            raise Unauthorized("expired")
        if not self.alive(caller):
            raise Unauthorized("signed out")
        if caller.grant and self.over(caller.grant):
            raise RoleOver("role over")
        return caller

    def _check(self, token: str) -> Caller:
        try:
            issuer, claims = self._open(token)
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise Unauthorized(type(error).__name__) from error
        if claims["aud"] not in (self._audience, [self._audience]):
            raise Unauthorized("for more than this service")
        if not 0 < _number(claims["exp"]) - _number(claims["iat"]) <= LONGEST_SECONDS:
            raise Unauthorized("too long a life")
        role = issuer.granted(_text(claims, "role"))
        return Caller(
            id=_text(claims, "sub"),
            role=role,
            name=_text(claims, "name"),
            unit=_text(claims, "unit"),
            scopes=frozenset(_text(claims, "scope").split()),
            client=_text(claims, "client_id"),
            session=_text(claims, "sid"),
            expires=claims["exp"],
            grant=_text(claims, "grant"),
            acr=_text(claims, "acr"),
            period=_text(claims, "period"),
            second_factor=issuer.second_factor(claims),
        )

    def _open(self, token: str) -> tuple[Issuer, dict]:
        """The claims, their signature checked."""
        header = jwt.get_unverified_header(token)
        if str(header.get("typ", "")).lower() not in TYPES:
            raise Unauthorized("no access token")
        claimed = jwt.decode(token, options={"verify_signature": False})
        issuer, kid = self._issuers.get(_text(claimed, "iss")), header.get("kid")
        if issuer is None or not isinstance(kid, str):
            raise Unauthorized("unknown issuer")
        claims = jwt.decode(
            token,
            issuer.key(kid).key,
            algorithms=["EdDSA"],
            audience=self._audience,
            issuer=issuer.issuer,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
        return issuer, claims


def _text(claims: dict, name: str) -> str:
    value = claims.get(name, "")
    if not isinstance(value, str):
        raise Unauthorized(f"{name} is no text")
    return value


def _number(value) -> int:
    if type(value) is not int:
        raise Unauthorized("a time that is no whole number")
    return value
