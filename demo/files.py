"""Small uploads that are what they say: a JPEG that decodes, a PDF that a reader opens."""

import io
import random

from PIL import Image

PICTURES = ("id_card", "photo", "selfie")
SIZE = (90, 120)  # pixels: the real limits are in kilobytes


def upload(kind: str, person: int) -> bytes:
    """The file of one kind for a person, by number; the same one every time."""
    return _jpeg(kind, person) if kind in PICTURES else page(f"{kind} {person}")


def _jpeg(kind: str, person: int) -> bytes:
    dice = random.Random(f"{kind}/{person}")
    written = io.BytesIO()
    Image.new("RGB", SIZE, (170 + dice.randrange(80), dice.randrange(256), dice.randrange(256))).save(written, "JPEG")
    return written.getvalue()


def page(text: str) -> bytes:
    """One page that shows `text`, with a cross-reference table that fits (ISO 32000-1 §7.5)."""
    drawing = f"BT /F1 12 Tf 40 120 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 160] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    return content + head + table + trailer
