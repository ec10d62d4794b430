"""Standard Webhooks (standardwebhooks.com, version 1): who gets a delivery knows by it that we sent it, and when.

A secret is "whsec_" and 32 random bytes in base64; what is signed is "<id>.<seconds since 1970>.<body>". Pure.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sign(secret: str, id: str, seconds: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.digest(key, f"{id}.{seconds}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(mac).decode()}"


def headers(keys: Sequence[str], id: str, seconds: int, body: bytes) -> dict[str, str]:
    """`keys` are the secrets that count now: while one is replaced, the new and the old one."""
    signatures = " ".join(sign(key, id, seconds, body) for key in keys)
    return {"webhook-id": id, "webhook-timestamp": str(seconds), "webhook-signature": signatures}
