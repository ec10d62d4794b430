"""The receipt in a PDF of ours: what is attached to it for programs to check. Runs in the sandbox."""

import io
from collections.abc import Iterator

import pikepdf
from asnkit.sandbox import Rejected
from pikepdf import Pdf
from pikepdf.settings import set_qpdf_limits

from .public.pasted import PROMISE, PROOF

NAMES = ("tanda-terima.txt", "bukti.tlog-proof")
"""Attachments of our papers (printed.py); the promise comes first, since it says what the proof is to be of."""
LONGEST_BYTES = 20_000
MOST_FILES = 20

set_qpdf_limits(flate_max_memory=1_000_000, run_length_max_memory=1_000_000)


def receipt_in(content: bytes) -> bytes:
    """A promise or a proof as UTF-8, as it stands in the file. Raises Rejected "password", "no_receipt"."""
    try:
        found = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Rejected("password") from None
    with found:
        attached = list(_attached(found))
    for first in (PROMISE, PROOF):
        for text in attached:
            if first.encode() in text:
                return text
    raise Rejected("no_receipt")


def _attached(found: Pdf) -> Iterator[bytes]:
    """Texts of the attachments, ours before those that somebody named otherwise."""
    names = sorted(found.attachments, key=lambda name: NAMES.index(name) if name in NAMES else len(NAMES))
    for name in names[:MOST_FILES]:
        text = found.attachments[name].get_file().read_bytes()
        if len(text) <= LONGEST_BYTES:
            yield text
