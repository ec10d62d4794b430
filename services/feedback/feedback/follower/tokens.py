"""The word in a letter with which its reader says yes or stops: "<follower>.<keyed hash>". It does nothing else."""

import hashlib
import hmac

from asnkit.service import Runtime

PATTERN = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9a-f]{32}\Z"


def token_of(runtime: Runtime, follower: str) -> str:
    return f"{follower}.{_mark(runtime, follower)}"


def follower_of(runtime: Runtime, token: str) -> str | None:
    """None for a word that we did not write."""
    follower, _, mark = token.partition(".")
    return follower if hmac.compare_digest(_mark(runtime, follower), mark) else None


def _mark(runtime: Runtime, follower: str) -> str:
    key = bytes.fromhex(runtime.settings.secret("hmac.key").decode())
    return hmac.digest(key, f"follower\n{follower}".encode(), hashlib.sha256).hex()[:32]
