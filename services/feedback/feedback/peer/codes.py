"""Codes with which colleagues answer, each good once.

A code is a number with a keyed hash over it and the appraisal, made as slips are (survey/slips.py). The number follows
from the key of the form in which somebody took the code, and only that form knows it: sent again, it gives the same
code, and nothing that is kept does. That somebody took one is kept under a keyed hash of who it was, that one was used
under its number: nothing leads from one to the other, nor from either to an answer.
"""

import hashlib
import hmac
from typing import NamedTuple

from asnkit.events import Refused
from asnkit.service import Runtime

from ..survey.slips import code_of, number_of

TAKEN = Refused("kode-sudah-diambil", "Kode Anda sudah diambil. Kode itu hanya ditunjukkan satu kali.")
USED = Refused("kode-terpakai", "Kode ini sudah dipakai, dan jawabannya sudah dihitung. Terima kasih.", "code")
UNKNOWN = Refused("kode-tidak-dikenal", "Kode ini tidak dikenal untuk penilaian ini.", "code", status=422)
NUMBER_SIGNS, NUMBER_BYTES = 8, 5
"""Eight signs of five bits are five bytes."""


class Taking(NamedTuple):
    """`of` is what a person takes once for an appraisal, `by` the same with the form that took it."""

    of: str
    by: str
    code: str


def taking(runtime: Runtime, appraisal: str, person: str, form: str) -> Taking:
    of = taken_by(runtime, appraisal, person)
    number = int.from_bytes(_hashed(runtime, "code", appraisal, form)[:NUMBER_BYTES])
    by = f"{of}/{_hashed(runtime, 'form', appraisal, person, form).hex()}"
    return Taking(of, by, code_of(runtime, appraisal, number, NUMBER_SIGNS))


def taken_by(runtime: Runtime, appraisal: str, person: str) -> str:
    return f"peer/{appraisal}/{_hashed(runtime, 'person', appraisal, person).hex()}"


def use_of(runtime: Runtime, appraisal: str, code: str) -> str:
    """The key that the answer with this code takes. Raises UNKNOWN."""
    number = number_of(runtime, appraisal, code, NUMBER_SIGNS)
    if number is None:
        raise UNKNOWN
    return f"peer-used/{appraisal}/{number}"


def _hashed(runtime: Runtime, *parts: str) -> bytes:
    key = bytes.fromhex(runtime.settings.secret("hmac.key").decode())
    return hmac.digest(key, "\n".join(("peer", *parts)).encode(), hashlib.sha256)
