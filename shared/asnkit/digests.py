"""Keyed digests of what people send.

Without `hmac.key` nobody can tell from a digest what was sent, nor try guesses. A password is in none of them:
its only trace is the slow hash that checks it.
"""

import hmac

import orjson

SECRET_FIELDS = frozenset({"password", "new_password", "refresh_token"})


class Digests:
    """`key` are the bytes of hmac.key; every digest is 64 hexadecimal digits."""

    def __init__(self, key: bytes):
        self._key = key

    def command(self, actor: str, operation: str, key: str, body: bytes | None = None) -> str:
        """The identity of a command: same actor, operation and key are the same command.

        `operation` has method, path and sorted query. `body` is given where nobody has signed in, so that two
        strangers whose keys meet share nothing but what both of them sent.
        """
        parts = [actor, operation, key] + ([] if body is None else [self.request(body)])
        return self._digest("command", "\n".join(parts).encode())

    def request(self, body: bytes) -> str:
        """What makes a request the same request."""
        return self._digest("request", _without_secrets(body))

    def _digest(self, purpose: str, content: bytes) -> str:
        return hmac.digest(self._key, f"asn/{purpose}\n".encode() + content, "sha256").hex()


def _without_secrets(body: bytes) -> bytes:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return body
    return orjson.dumps(_pruned(content), option=orjson.OPT_SORT_KEYS)


def _pruned(value):
    if isinstance(value, dict):
        return {name: _pruned(inner) for name, inner in value.items() if name not in SECRET_FIELDS}
    if isinstance(value, list):
        return [_pruned(inner) for inner in value]
    return value
