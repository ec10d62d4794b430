"""A photo becomes a small one that can be read, and nothing else that was in its file stays.

Runs in the sandbox. The header says how large it is before anything is decoded; it is decoded no larger than needed.
"""

import io

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from .sandbox import Rejected

START = b"\xff\xd8\xff"
MOST_PIXELS = 64_000_000
"""Telephones take up to 50 megapixels where nobody asks for more."""
ATTEMPTS = ((2000, 88), (2000, 80), (1600, 75), (1600, 65), (1280, 65), (1000, 60), (800, 50), (600, 40))
"""(longer side in pixels, quality): the first whose file is small enough is kept."""
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""Exif 2.32, tag Orientation → what makes the picture stand upright."""

Image.preinit()  # before the sandbox forks, not in every job


def shrink(content: bytes, limit: int) -> bytes:
    """The picture of a JPEG file as another, of at most `limit` bytes, upright. Raises Rejected "pixels", "size"."""
    with JpegImageFile(io.BytesIO(content)) as found:
        if found.width * found.height > MOST_PIXELS:
            raise Rejected("pixels")
        turn = TURNS.get(_orientation(found.info.get("exif", b"")))
        found.draft(None, _within(found.size, ATTEMPTS[0][0]))
        small = found.resize(_within(found.size, ATTEMPTS[0][0]), Image.Resampling.LANCZOS)
    small = small.convert("RGB")
    small.info.clear()  # what Pillow would write into the new file: a comment, a profile
    upright = small.transpose(turn) if turn is not None else small
    for longest, quality in ATTEMPTS:
        written = io.BytesIO()
        upright = upright.resize(_within(upright.size, longest), Image.Resampling.LANCZOS)
        upright.save(written, "JPEG", quality=quality, optimize=True)
        if written.tell() <= limit:
            return written.getvalue()
    raise Rejected("size")


def _within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The same shape with no side longer than that; never larger."""
    part = min(1, longest / max(size))
    return max(1, round(size[0] * part)), max(1, round(size[1] * part))


def _orientation(metadata: bytes) -> int | None:
    """All that is taken from a picture's metadata; where they cannot be read it stands as it is."""
    try:
        exif = Image.Exif()
        exif.load(metadata)
        return exif.get(ORIENTATION)
    except Exception:  # Pillow raises what its decoders happen to raise
        return None
