"""Slips: codes that are good for one answer each, handed out at a counter.

A code is the slip's number with a keyed hash over it and its survey, so nothing is kept of a slip before it is used.
Then its number is kept as taken, under the survey and not under the answer that it brought.
"""

import hashlib
import hmac

from asnkit.service import Runtime

from ..complaint.keeping import SIGNS, spelled

NUMBER_SIGNS, MARK_SIGNS = 4, 12
"""Of five bits each."""


def code_of(runtime: Runtime, survey: str, number: int, length: int = NUMBER_SIGNS) -> str:
    """`length` signs of the number and twelve more, in groups of four."""
    return spelled(_signs(number, length) + _mark(runtime, survey, number))


def number_of(runtime: Runtime, survey: str, code: str, length: int = NUMBER_SIGNS) -> int | None:
    """None for a code that we did not make for this survey."""
    signs = spelled(code).replace("-", "")
    if len(signs) != length + MARK_SIGNS:
        return None
    number = 0
    for sign in signs[:length]:
        number = number * len(SIGNS) + SIGNS.index(sign)
    return number if hmac.compare_digest(_mark(runtime, survey, number), signs[length:]) else None


def claim(survey: str, number: int) -> str:
    """The key that the first answer with this slip takes."""
    return f"slip/{survey}/{number}"


def _mark(runtime: Runtime, survey: str, number: int) -> str:
    key = bytes.fromhex(runtime.settings.secret("hmac.key").decode())
    made = hmac.digest(key, f"slip\n{survey}\n{number}".encode(), hashlib.sha256)
    return _signs(int.from_bytes(made[:8]), MARK_SIGNS)


def _signs(number: int, length: int) -> str:
    return "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(length)))
