"""Who calls: JWTs of several issuers, each with the roles that it may grant.

EdDSA only, audience checked, 15 minutes long. A verified token is remembered until it expires,
because checking the signature is a third of a request's own time.
"""

import json
import threading
import time
import urllib.request
from dataclasses import dataclass

import jwt

from .errors import Unavailable

CACHE_SIZE = 10_000
KEYS_SECONDS = 300
RETRY_SECONDS = 5


class Unauthorized(Exception):
    """No token, or one that is expired, forged, for somebody else or of an unknown issuer."""


@dataclass(frozen=True, slots=True)
class Caller:
    """`role` is one of the roles of the README; `id` the person's or the officer's pseudonym."""

    id: str
    role: str
    name: str
    unit: str
    scopes: frozenset[str]
    expires: float

    @property
    def actor(self) -> str:
        return f"{self.role}:{self.id}"


class Issuer:
    """One issuer's keys, fetched when needed and kept for five minutes."""

    def __init__(self, issuer: str, jwks: str, roles: list[str]):
        self.issuer = issuer
        self.roles = frozenset(roles)
        self._jwks = jwks
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = -KEYS_SECONDS
        self._lock = threading.Lock()

    def key(self, kid: str):
        """Raises Unauthorized for an unknown key, Unavailable when the issuer cannot be asked."""
        age = time.monotonic() - self._fetched
        if (kid not in self._keys and age > RETRY_SECONDS) or age > KEYS_SECONDS:
            self._fetch()
        if kid not in self._keys:
            raise Unauthorized("unknown signing key")
        return self._keys[kid]

    def _fetch(self) -> None:
        with self._lock:
            try:
                with urllib.request.urlopen(self._jwks, timeout=3) as answer:  # the address is a setting
                    keys = json.load(answer)["keys"]
            except (OSError, ValueError, KeyError) as error:
                if not self._keys:
                    raise Unavailable(self.issuer) from error
                return  # the old keys go on
            self._keys = {key["kid"]: jwt.PyJWK(key, algorithm="EdDSA") for key in keys}
            self._fetched = time.monotonic()


class Verifier:
    """Checks tokens for one audience, the service's name."""

    def __init__(self, audience: str, issuers: list[dict]):
        self._audience = audience
        self._issuers = {i["issuer"]: Issuer(i["issuer"], i["jwks"], i["roles"]) for i in issuers}
        self._seen: dict[str, Caller] = {}

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
        return caller

    def _check(self, token: str) -> Caller:
        try:
            header = jwt.get_unverified_header(token)
            claimed = jwt.decode(token, options={"verify_signature": False})
            issuer = self._issuers.get(claimed.get("iss"))
            if issuer is None or not isinstance(header.get("kid"), str):
                raise Unauthorized("unknown issuer")
            claims = jwt.decode(
                token,
                issuer.key(header["kid"]).key,
                algorithms=["EdDSA"],
                audience=self._audience,
                issuer=issuer.issuer,
                options={"require": ["exp", "iat", "sub", "aud", "iss"]},
            )
        except jwt.PyJWTError as error:
            raise Unauthorized(type(error).__name__) from error
        role = claims.get("role", "")
        if role not in issuer.roles:
            raise Unauthorized("this issuer may not grant this role")
        return Caller(
            id=claims["sub"],
            role=role,
            name=claims.get("name", ""),
            unit=claims.get("unit", ""),
            scopes=frozenset(claims.get("scope", "").split()),
            expires=claims["exp"],
        )
