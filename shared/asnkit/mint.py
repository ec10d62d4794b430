"""Tokens that a service signs itself, with its `token.key`: JWT (RFC 9068), EdDSA, 15 minutes, for one service.

blueprints=[…, mint.blueprint]   in a service's wiring serves the public half, as others fetch it
mint.learn(app)                  the service that signs them needs nobody to tell it that half

Real time, not the business clock: a demonstration that sets the clock forward signs nobody out.
"""

import base64
import hashlib
import time
from functools import lru_cache

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Flask
from marshmallow import fields, validate

from .schemas import Schema
from .settings import NEIGHBOURS, Settings
from .web import Blueprint, current, public

SECONDS = 15 * 60


class Audience(Schema):
    audience = fields.String(required=True, validate=validate.OneOf(NEIGHBOURS))


class AccessToken(Schema):
    """`access_token` is good at one service and lasts `expires_in` seconds."""

    access_token = fields.String(required=True)
    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "Detik"})


class Jwk(Schema):
    kty = fields.String(required=True)
    crv = fields.String(required=True)
    alg = fields.String(required=True)
    use = fields.String(required=True)
    kid = fields.String(required=True)
    x = fields.String(required=True)


class Jwks(Schema):
    keys = fields.List(fields.Nested(Jwk), required=True)


blueprint = Blueprint("keys", __name__, description="Kunci tanda masuk")


@blueprint.route("/.well-known/jwks.json", methods=["GET"])
@public
@blueprint.response(200, Jwks)
def keys():
    """Kunci publik untuk memeriksa tanda masuk yang dibuat layanan ini."""
    return jwks(current().settings)


def learn(app: Flask) -> None:
    settings = app.extensions["asn"].settings
    app.extensions["verifier"].learn(settings.urls.get(settings.service, ""), lambda: jwks(settings))


def answer(settings: Settings, audience: str, **claims) -> dict:
    """AccessToken: good at `audience` alone, with these further claims."""
    key, jwk = _key(settings.secret("token.key"))
    now = int(time.time())
    told = {"iss": settings.urls[settings.service], "aud": audience, "iat": now, "exp": now + SECONDS, **claims}
    token = jwt.encode(told, key, algorithm="EdDSA", headers={"kid": jwk["kid"], "typ": "at+jwt"})
    return {"access_token": token, "token_type": "Bearer", "expires_in": SECONDS}


def jwks(settings: Settings) -> dict:
    return {"keys": [_key(settings.secret("token.key"))[1]]}


@lru_cache(maxsize=4)
def _key(pem: bytes):
    key = load_pem_private_key(pem, None)
    public = key.public_key().public_bytes_raw()
    x = base64.urlsafe_b64encode(public).rstrip(b"=").decode()
    kid = hashlib.sha256(public).hexdigest()[:16]
    return key, {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid, "x": x}
