"""Files as people have them: a page as PDF, a photo as JPEG."""

import io

import pikepdf
from asnkit import papers
from PIL import Image


def jpeg(width=600, height=800, quality=80, **more):
    written = io.BytesIO()
    Image.new("RGB", (width, height), (180, 20, 20)).save(written, "JPEG", quality=quality, **more)
    return written.getvalue()


def pdf(pages=1, change=None, **saving):
    """`change(pdf)` before it is saved."""
    written = io.BytesIO()
    with pikepdf.new() as made:
        for number in range(pages):
            page = made.add_blank_page(page_size=(300, 160))
            page.obj.Contents = made.make_stream(b"0 0 %d 10 re f" % (number + 10))
        if change:
            change(made)
        made.save(written, deterministic_id="encryption" not in saving, **saving)
    return written.getvalue()


PDF = pdf()


def as_kept(content):
    """A PDF as the services write it anew."""
    return papers.rewrite(content)
