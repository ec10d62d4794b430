"""The receipt inside a PDF: an attached file is a stream of its own, and so found without reading the PDF's structure.

A stream is never inside another object (ISO 32000-2, 7.3.8), and deflate says where it ends, so this needs no PDF
library. Whatever is found is a proof or not by its signature; where it stood in the file says nothing. A PDF that was
encrypted has no receipt for this tool.
"""

import re
import zlib

from .sources import Unreadable

MARK, MARK_WITHIN = b"%PDF-", 1024
PROOF = b"c2sp.org/tlog-proof@v1"
LARGEST_BYTES = 20_000_000
LONGEST_PROOF = 20_000
MOST_STREAMS = 10_000
STREAM = re.compile(rb"(?<!end)stream\r?\n")
END = b"endstream"


def is_paper(content: bytes) -> bool:
    return MARK in content[:MARK_WITHIN]


def proof_in(content: bytes, place: str) -> str:
    """The one proof in a PDF. Raises Unreadable."""
    if len(content) > LARGEST_BYTES:
        raise Unreadable(f"{place}: larger than any paper with a receipt ({LARGEST_BYTES} bytes)")
    found = set()
    for number, begins in enumerate(STREAM.finditer(content)):
        if number == MOST_STREAMS:
            raise Unreadable(f"{place}: more than {MOST_STREAMS} streams")
        if text := _proof_at(content, begins.end()):
            found.add(text)
    if not found:
        raise Unreadable(f"{place}: no receipt is attached to this PDF; it is lost where a PDF is printed anew")
    if len(found) > 1:
        raise Unreadable(f"{place}: {len(found)} receipts are attached to this PDF; detach the one that is meant")
    try:
        return found.pop().decode()
    except UnicodeDecodeError:
        raise Unreadable(f"{place}: the receipt in this PDF is not a text") from None


def _proof_at(content: bytes, at: int) -> bytes | None:
    """The stream that begins there, where it begins as a proof does and is no longer than one."""
    if content.startswith(PROOF, at):
        ends = content.find(END, at, at + LONGEST_PROOF)
        # A line's end before the keyword is the file's, not the stream's; a proof ends with one of its own.
        return content[at:ends].rstrip(b"\r\n") + b"\n" if ends > 0 else None
    packed, inflating = content[at : at + 2 * LONGEST_PROOF], zlib.decompressobj()
    try:
        if inflating.decompress(packed, len(PROOF)) != PROOF:
            return None
        text = PROOF + inflating.decompress(inflating.unconsumed_tail, LONGEST_PROOF)
    except zlib.error:
        return None
    return text if inflating.eof else None
