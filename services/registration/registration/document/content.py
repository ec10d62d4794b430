"""What the bytes of an upload are, and the form in which they are kept.

The type comes from the bytes, never from the browser's word or the file's name. A picture is decoded small and
written anew, a PDF's pages go into a new file (asnkit.pictures, asnkit.pdf), both in the sandbox: what a library
makes of a hostile file costs nobody else anything. Nothing here looks for viruses.
"""

from asnkit import pdf
from asnkit.events import Refused
from asnkit.sandbox import UNREADABLE, Rejected, Sandbox

from .domain import JPEG, LIMITS, NAMES, PDF, check_sent, wrong_type

SHRINK = "asnkit.pictures:shrink"
COUNT = "registration.document.pages:count"
DRAW = "registration.document.pages:draw"
JPEG_START = b"\xff\xd8\xff"
REFUSALS = {
    UNREADABLE: ("berkas-rusak", "tidak dapat dibaca"),
    "pixels": ("gambar-terlalu-besar", "lebih dari 64 megapiksel; pilih ukuran foto yang lebih kecil"),
    "size": ("gambar-terlalu-besar", "tidak dapat diperkecil sampai 200 KB"),
}
"""Why a picture cannot be taken → the rule's name, and what is said of the file."""
UNDRAWN = Refused("tidak-tergambar", "Halaman berkas ini tidak dapat digambar; unduh berkasnya.", status=422)


def kept(sandbox: Sandbox, kind: str, content: bytes) -> tuple[str, bytes]:
    """(media type, bytes to keep). Raises Refused with one sentence about the file, Unavailable."""
    check_sent(kind, len(content))
    media_type, limit = LIMITS[kind]
    if media_type == JPEG and not content.startswith(JPEG_START):
        raise wrong_type(kind)
    if media_type == PDF:
        return PDF, pdf.kept(sandbox, content, NAMES[kind])
    try:
        return JPEG, sandbox.run(SHRINK, content, limit=limit)
    except Rejected as rejected:
        rule, why = REFUSALS[rejected.why]
        raise Refused(rule, f"Berkas {NAMES[kind]} {why}.", "file", status=422) from None


def pages(sandbox: Sandbox, kept: bytes) -> int:
    """How many pages a kept file has. Raises Refused, Unavailable."""
    try:
        return int(sandbox.run(COUNT, kept))
    except Rejected:
        raise UNDRAWN from None


def page(sandbox: Sandbox, kept: bytes, number: int, longest: int, turn: int, across: str) -> bytes:
    """One page as JPEG; see pages.draw. Raises Refused, Unavailable."""
    try:
        return sandbox.run(DRAW, kept, number=number, longest=longest, turn=turn, across=across)
    except Rejected as rejected:
        if rejected.why == "page":
            raise Refused("halaman-tidak-ada", "Halaman ini tidak ada pada berkas ini.", status=404) from None
        raise UNDRAWN from None
