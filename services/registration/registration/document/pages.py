"""A kept file as pictures of its pages, with who looks at it and when written across each.

Runs in the sandbox. A page is drawn no larger than asked, whatever size it says it has.
"""

import io

import pypdfium2
from asnkit.pictures import START
from asnkit.sandbox import Rejected
from PIL import Image, ImageDraw, ImageFont
from PIL.JpegImagePlugin import JpegImageFile

QUALITY = 80
FAINT = 70
"""Of 255: how dark what is written across may be, so that everything under it is still read."""
ROWS = 4


def count(content: bytes) -> bytes:
    """How many pages there are, as ASCII; a picture is one."""
    if content.startswith(START):
        return b"1"
    with pypdfium2.PdfDocument(content) as found:
        return str(len(found)).encode()


def draw(content: bytes, number: int, longest: int, turn: int, across: str) -> bytes:
    """Page `number` (from 1) as a JPEG whose longer side has `longest` pixels, turned clockwise by `turn` degrees.

    Raises Rejected "page" where there is none.
    """
    page = _picture(content, number, longest) if content.startswith(START) else _page(content, number, longest)
    upright = page.rotate(-turn, expand=True) if turn else page
    written = io.BytesIO()
    _marked(upright, across).save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _picture(content: bytes, number: int, longest: int) -> Image.Image:
    if number != 1:
        raise Rejected("page")
    with JpegImageFile(io.BytesIO(content)) as found:
        part = longest / max(found.size)
        return found.convert("RGB").resize([max(1, round(side * part)) for side in found.size])


def _page(content: bytes, number: int, longest: int) -> Image.Image:
    with pypdfium2.PdfDocument(content) as found:
        if not 1 <= number <= len(found):
            raise Rejected("page")
        page = found[number - 1]
        return page.render(scale=longest / max(*page.get_size(), 1)).to_pil().convert("RGB")


def _marked(page: Image.Image, across: str) -> Image.Image:
    font = ImageFont.load_default(max(12, min(page.size) // 28))
    words = Image.new("L", page.size)
    drawing = ImageDraw.Draw(words)
    for row in range(ROWS):
        drawing.text((page.width // 20, (row + 0.5) * page.height / ROWS), across, fill=FAINT, font=font)
    page.paste((90, 0, 0), mask=words)
    return page
