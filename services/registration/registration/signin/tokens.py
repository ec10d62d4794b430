"""Tokens for applicants: JWT (RFC 9068), EdDSA, 15 minutes, for one service, role `pelamar` and no other.

Real time, not the business clock: a demonstration that sets the clock forward signs nobody out.
"""

import base64
import hashlib
import time
from functools import lru_cache

import jwt
from asnkit.settings import Settings
from cryptography.hazmat.primitives.serialization import load_pem_private_key

SECONDS = 15 * 60


def access_token(settings: Settings, person: str, session: str, audience: str = "registration") -> str:
    """Good at `audience` alone; `session` is the sign-in that it ends with."""
    key, jwk = _key(settings.secret("token.key"))
    now = int(time.time())
    claims = {
        "iss": settings.urls["registration"],
        "sub": person,
        "aud": audience,
        "role": "pelamar",
        "sid": session,
        "iat": now,
        "exp": now + SECONDS,
    }
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": jwk["kid"], "typ": "at+jwt"})


def jwks(settings: Settings) -> dict:
    """The public half, as others fetch it to check these tokens."""
    return {"keys": [_key(settings.secret("token.key"))[1]]}


@lru_cache(maxsize=4)
def _key(pem: bytes):
    key = load_pem_private_key(pem, None)
    public = key.public_key().public_bytes_raw()
    x = base64.urlsafe_b64encode(public).rstrip(b"=").decode()
    kid = hashlib.sha256(public).hexdigest()[:16]
    return key, {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid, "x": x}
