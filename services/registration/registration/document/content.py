"""What the bytes of an upload are, and the form in which they are kept.

The type comes from the bytes, never from the browser's word or the file's name. A picture
is decoded and written anew, which drops its metadata (place, camera) and anything hidden in
it. A PDF must be whole and open without a password. Nothing here looks for viruses.
"""

import io

from asnkit.events import Refused
from PIL import Image, ImageOps, UnidentifiedImageError

from .domain import JPEG, LIMITS, NAMES, PDF, check_file

PIXELS = 40_000_000
QUALITIES = (88, 80, 70, 55)
TAIL_BYTES = 2048


def media_type(content: bytes) -> str | None:
    """The type that the first bytes show; None for anything but JPEG and PDF."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"%PDF-"):
        return PDF
    return None


def kept(kind: str, content: bytes) -> tuple[str, bytes]:
    """(media type, bytes to keep). Raises Refused with one sentence about the file."""
    found = media_type(content)
    check_file(kind, found, len(content))
    return found, _picture(kind, content) if found == JPEG else _pdf(kind, content)


def _picture(kind: str, content: bytes) -> bytes:
    _, limit = LIMITS[kind]
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as picture:
            if picture.width * picture.height > PIXELS:
                raise _refusal(kind, "gambar-terlalu-besar", "terlalu lebar atau terlalu tinggi")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise _refusal(kind, "berkas-rusak", "rusak atau tidak dapat dibaca") from None
    for quality in QUALITIES:
        written = io.BytesIO()
        upright.save(written, "JPEG", quality=quality, optimize=True)
        if written.tell() <= limit:
            return written.getvalue()
    raise _refusal(kind, "gambar-terlalu-besar", "terlalu lebar atau terlalu tinggi")


def _pdf(kind: str, content: bytes) -> bytes:
    if b"%%EOF" not in content[-TAIL_BYTES:]:
        raise _refusal(kind, "berkas-rusak", "terpotong atau rusak")
    if b"/Encrypt" in content:
        raise _refusal(kind, "berkas-bersandi", "dilindungi kata sandi; unggah tanpa kata sandi")
    return content


def _refusal(kind: str, rule: str, why: str) -> Refused:
    return Refused(rule, f"Berkas {NAMES[kind]} {why}.", "file", status=422)
